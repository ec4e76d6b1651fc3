#include "models/indexpanel.h"

namespace models {

IndexPanel::IndexPanel(net::IndexHostOptions options, QObject *parent)
    : RolePanel(Kind::Index, QString::fromStdString(options.name), parent)
    , m_options(std::move(options))
    , m_torrents(indexedTorrentColumns())
    , m_host(this, [this](const net::IndexSnapshot &snapshot) { show(snapshot); })
{
}

QString IndexPanel::status() const
{
    return joinStatus(isOnline(), m_host.shown().coordinator, m_host.shown().fault);
}

QString IndexPanel::found() const
{
    const std::size_t listed = m_host.shown().page.rows.size();
    if (listed < m_host.shown().page.total)
        return tr("the first %1 of %2 found").arg(listed).arg(m_host.shown().page.total);
    return tr("%1 of %2 torrents").arg(m_host.shown().page.total).arg(m_host.shown().torrents);
}

void IndexPanel::start()
{
    m_host.launch([options = m_options] {
        auto host = std::make_unique<net::IndexHost>(options);
        host->setQuery({.pageSize = mostListed});
        return host;
    });
}

void IndexPanel::search(const QString &text)
{
    QByteArray words = text.toUtf8();
    words.truncate(roles::IndexQuery::maxTextBytes);
    m_host.thread().tell([words](net::IndexHost &host) {
        host.setQuery({.text = words.toStdString(), .pageSize = mostListed});
    });
}

void IndexPanel::show(const net::IndexSnapshot &snapshot)
{
    m_torrents.apply(indexedTorrentEntries(snapshot.page));
}

} // namespace models

#pragma once

#include "models/hostslot.h"
#include "models/indexentries.h"
#include "models/livetable.h"
#include "net/indexhost.h"

namespace models {

/// The index's panel (the thesis's server): search and list, and the address of its page.
class IndexPanel : public models::RolePanel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has it")
    Q_PROPERTY(QString url READ url NOTIFY changed)
    Q_PROPERTY(QString found READ found NOTIFY changed)
    Q_PROPERTY(models::SortedTable *torrents READ torrents CONSTANT)
public:
    /// Torrents listed at once; a narrower search shows the others.
    static constexpr std::uint32_t mostListed = 200;

    IndexPanel(net::IndexHostOptions options, QObject *parent = nullptr);

    [[nodiscard]] bool isOnline() const override { return m_host.shown().isRegistered; }
    [[nodiscard]] QString status() const override;
    /// Of its page.
    [[nodiscard]] QString url() const { return QString::fromStdString(m_host.shown().url); }
    /// "3 of 12 torrents".
    [[nodiscard]] QString found() const;
    [[nodiscard]] SortedTable *torrents() { return m_torrents.sorted(); }

    void start() override;
    void stop() override { m_host.stop(); }
    void pull() override { m_host.pull(); }

    /// Lists the torrents with all words of the text in their names; empty = all.
    Q_INVOKABLE void search(const QString &text);

private:
    void show(const net::IndexSnapshot &snapshot);

    net::IndexHostOptions m_options;
    LiveTable<IndexedTorrentEntry> m_torrents;
    HostSlot<net::IndexHost, net::IndexSnapshot> m_host; ///< last: it ends before what it fills
};

} // namespace models

#include "models/messagescreen.h"

#include "models/plotfile.h"

#include <QDateTime>

#include <algorithm>

namespace models {

namespace {

QString timeText(const QDateTime &at)
{
    return at.toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

MessageScreen::MessageScreen(QObject *parent)
    : QAbstractListModel(parent)
{
}

void MessageScreen::setWritable(bool writable)
{
    if (m_writable == writable)
        return;
    m_writable = writable;
    Q_EMIT writableChanged();
}

void MessageScreen::follow(const std::deque<net::LogLine> &log)
{
    std::deque<Line> fresh;
    for (auto line = std::ranges::upper_bound(log, m_newest, {}, &net::LogLine::number);
         line != log.end(); ++line)
        fresh.push_back({timeText(QDateTime::fromMSecsSinceEpoch(line->at)),
                         QString::fromStdString(line->text)});
    if (!log.empty())
        m_newest = std::max(m_newest, log.back().number);
    append(std::move(fresh));
}

void MessageScreen::print(const QString &text)
{
    append({{timeText(QDateTime::currentDateTime()), text}});
}

void MessageScreen::append(std::deque<Line> lines)
{
    if (lines.empty() || !m_writable)
        return;
    while (lines.size() > capacity)
        lines.pop_front();
    const std::size_t room = capacity - lines.size();
    if (m_lines.size() > room) {
        const std::size_t over = m_lines.size() - room;
        beginRemoveRows({}, 0, static_cast<int>(over) - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + static_cast<std::ptrdiff_t>(over));
        endRemoveRows();
    }
    beginInsertRows({}, count(), count() + static_cast<int>(lines.size()) - 1);
    m_lines.insert(m_lines.end(), lines.begin(), lines.end());
    endInsertRows();
    Q_EMIT countChanged();
}

void MessageScreen::clear()
{
    if (m_lines.empty())
        return;
    beginRemoveRows({}, 0, count() - 1);
    m_lines.clear();
    endRemoveRows();
    Q_EMIT countChanged();
}

QString MessageScreen::plainText() const
{
    QString text;
    for (const Line &line : m_lines)
        text += line.whole() + QLatin1Char('\n');
    return text;
}

QString MessageScreen::save(const QUrl &file) const
{
    const auto saved = saveFile(file.toLocalFile(), plainText().toUtf8());
    return saved ? QString() : QString::fromStdString(saved.error().text());
}

int MessageScreen::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant MessageScreen::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case TimeRole:
        return line.time;
    case Qt::DisplayRole:
    case TextRole:
        return line.text;
    case LineRole:
        return line.whole();
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageScreen::roleNames() const
{
    return {
        {TimeRole, "time"}, {TextRole, "text"}, {LineRole, "line"}, {Qt::DisplayRole, "display"}};
}

} // namespace models

#include "models/eventlogmodel.h"

#include <algorithm>

namespace models {

namespace {

QString timeText(base::Time at)
{
    constexpr int secondsAMinute = 60;
    const double seconds = base::toSeconds(at.time_since_epoch());
    const auto minutes = static_cast<qint64>(seconds) / secondsAMinute;
    return QStringLiteral("%1:%2").arg(minutes).arg(
        seconds - static_cast<double>(minutes * secondsAMinute), 4, 'f', 1, QLatin1Char('0'));
}

QString levelName(lab::LogLevel level)
{
    switch (level) {
    case lab::LogLevel::Detail:
        return EventLogModel::tr("detail");
    case lab::LogLevel::Info:
        return EventLogModel::tr("info");
    case lab::LogLevel::Warning:
        return EventLogModel::tr("warning");
    }
    return {};
}

QString lineText(const lab::LogLine &line)
{
    const QString who
        = line.peer == 0 ? EventLogModel::tr("swarm") : EventLogModel::tr("peer %1").arg(line.peer);
    return QStringLiteral("%1 %2 %3 %4: %5")
        .arg(timeText(line.at), levelName(line.level), QString::fromStdString(line.subsystem), who,
             QString::fromStdString(line.text));
}

} // namespace

EventLogModel::EventLogModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void EventLogModel::append(const std::vector<lab::LogLine> &lines)
{
    auto first = lines.begin();
    if (m_started)
        first = std::ranges::upper_bound(lines, m_newest, {}, &lab::LogLine::sequence);
    if (std::ranges::distance(first, lines.end()) > static_cast<std::ptrdiff_t>(capacity))
        first = lines.end() - capacity;
    if (first == lines.end())
        return;
    const auto fresh = static_cast<std::size_t>(lines.end() - first);
    if (m_lines.size() + fresh > capacity) {
        const std::size_t over = std::min(m_lines.size(), m_lines.size() + fresh - capacity);
        if (over > 0) {
            beginRemoveRows({}, 0, static_cast<int>(over) - 1);
            m_lines.erase(m_lines.begin(), m_lines.begin() + static_cast<std::ptrdiff_t>(over));
            endRemoveRows();
        }
    }
    const int at = static_cast<int>(m_lines.size());
    beginInsertRows({}, at, at + static_cast<int>(fresh) - 1);
    m_lines.insert(m_lines.end(), first, lines.end());
    endInsertRows();
    m_newest = lines.back().sequence;
    m_started = true;
}

void EventLogModel::clear()
{
    if (m_lines.empty())
        return;
    beginRemoveRows({}, 0, static_cast<int>(m_lines.size()) - 1);
    m_lines.clear();
    endRemoveRows();
}

void EventLogModel::restart()
{
    clear();
    m_newest = 0;
    m_started = false;
}

const lab::LogLine &EventLogModel::line(int row) const
{
    return m_lines[static_cast<std::size_t>(row)];
}

int EventLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant EventLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const lab::LogLine &shown = line(index.row());
    switch (role) {
    case TimeRole:
        return timeText(shown.at);
    case PeerRole:
        return shown.peer;
    case SubsystemRole:
        return QString::fromStdString(shown.subsystem);
    case LevelRole:
        return static_cast<int>(shown.level);
    case LevelNameRole:
        return levelName(shown.level);
    case Qt::DisplayRole:
    case TextRole:
        return QString::fromStdString(shown.text);
    case LineRole:
        return lineText(shown);
    default:
        return {};
    }
}

QHash<int, QByteArray> EventLogModel::roleNames() const
{
    return {{TimeRole, "time"},   {PeerRole, "peer"},           {SubsystemRole, "subsystem"},
            {LevelRole, "level"}, {LevelNameRole, "levelName"}, {TextRole, "text"},
            {LineRole, "line"},   {Qt::DisplayRole, "display"}};
}

} // namespace models

#include "models/logfilter.h"

#include "models/eventlogmodel.h"

#include <algorithm>

namespace models {

LogFilter::LogFilter(EventLogModel *log, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_log(log)
{
    connect(log, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { collectSubsystems(first, last); });
    setSourceModel(log);
    setDynamicSortFilter(true);
    connect(this, &QAbstractItemModel::rowsInserted, this, &LogFilter::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &LogFilter::countChanged);
}

void LogFilter::setMinimumLevel(int level)
{
    if (m_minimumLevel == level)
        return;
    m_minimumLevel = level;
    refilter();
}

void LogFilter::setSubsystem(const QString &subsystem)
{
    if (m_subsystem == subsystem)
        return;
    m_subsystem = subsystem;
    refilter();
}

void LogFilter::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    refilter();
}

QString LogFilter::plainText() const
{
    QString all;
    for (int row = 0; row < rowCount(); ++row)
        all += index(row, 0).data(EventLogModel::LineRole).toString() + QLatin1Char('\n');
    return all;
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex & /*parent*/) const
{
    const lab::LogLine &line = m_log->line(row);
    if (static_cast<int>(line.level) < m_minimumLevel)
        return false;
    if (!m_subsystem.isEmpty() && m_subsystem != QString::fromStdString(line.subsystem))
        return false;
    return m_text.isEmpty()
        || m_log->index(row)
               .data(EventLogModel::LineRole)
               .toString()
               .contains(m_text, Qt::CaseInsensitive);
}

void LogFilter::collectSubsystems(int first, int last)
{
    bool grown = false;
    for (int row = first; row <= last; ++row) {
        const QString name = QString::fromStdString(m_log->line(row).subsystem);
        const auto at = std::lower_bound(m_subsystems.cbegin(), m_subsystems.cend(), name);
        if (at != m_subsystems.cend() && *at == name)
            continue;
        m_subsystems.insert(at, name);
        grown = true;
    }
    if (grown)
        Q_EMIT subsystemsChanged();
}

void LogFilter::refilter()
{
    invalidateRowsFilter();
    Q_EMIT filterChanged();
}

} // namespace models

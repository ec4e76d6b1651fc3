#pragma once

#include "core/lab/swarmsnapshot.h"

#include <QAbstractListModel>

#include <cstdint>
#include <deque>

namespace models {

/// The newest lines of the swarm's log, oldest first. Bounded: at most `capacity` lines are kept.
class EventLogModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        TimeRole = Qt::UserRole, ///< "0:41.3" since the start
        PeerRole, ///< number, 0 = the swarm itself
        SubsystemRole, ///< "choke", "piece" ...
        LevelRole, ///< lab::LogLevel as int
        LevelNameRole, ///< "detail", "info" or "warning", translated
        TextRole, ///< what happened
        LineRole, ///< all of it in one line, for copying and screen readers
    };
    static constexpr std::size_t capacity = 5'000;

    explicit EventLogModel(QObject *parent = nullptr);

    /// Takes over the lines that are newer than what it holds.
    void append(const std::vector<lab::LogLine> &lines);
    /// Forgets every line shown; newer ones still come.
    void clear();
    /// Forgets everything, numbers too: another swarm begins.
    void restart();
    [[nodiscard]] const lab::LogLine &line(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    std::deque<lab::LogLine> m_lines;
    std::uint64_t m_newest = 0; ///< sequence of the newest line ever taken
    bool m_started = false; ///< whether m_newest means something
};

} // namespace models

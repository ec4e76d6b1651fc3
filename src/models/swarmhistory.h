#pragma once

#include "core/lab/swarmsnapshot.h"

#include <QList>
#include <QObject>
#include <QPointF>
#include <QtQml/qqmlregistration.h>

#include <cstdint>
#include <deque>

namespace models {

/// What the charts show of one moment.
struct SwarmSample {
    double at = 0; ///< seconds since the swarm began
    double received = 0; ///< bytes/s, all lab peers together
    double sentBySeeds = 0; ///< bytes/s
    double meanProgress = 0; ///< 0..1 over the peers that began as leechers; 1 when there are none
    double complete = 0; ///< 0..1 of the peers that began as leechers
};

/// The swarm's samples, one each half second of the swarm's time, an hour at most.
class SwarmHistory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("SwarmController has it")
public:
    enum class Metric : std::uint8_t {
        Received,
        SentBySeeds,
        MeanProgress,
        Complete,
    };
    Q_ENUM(Metric)

    static constexpr std::size_t capacity = 7'200;
    static constexpr double interval = 0.5; ///< seconds

    using QObject::QObject;

    /// Takes a sample unless the last one is too young.
    void record(const lab::SwarmSnapshot &snapshot);
    void clear();
    [[nodiscard]] const std::deque<SwarmSample> &samples() const { return m_samples; }
    /// One line: x in seconds, y in the sample's unit.
    [[nodiscard]] QList<QPointF> points(Metric metric) const;

Q_SIGNALS:
    void changed();

private:
    std::deque<SwarmSample> m_samples;
};

/// At most about `limit` of the points, keeping the lowest and the highest of each slice and both
/// ends, so that no spike gets lost.
QList<QPointF> decimated(const QList<QPointF> &points, qsizetype limit);

} // namespace models

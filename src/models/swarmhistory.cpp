#include "models/swarmhistory.h"

#include <algorithm>

namespace models {

namespace {

SwarmSample sampleOf(const lab::SwarmSnapshot &snapshot)
{
    SwarmSample sample;
    sample.at = base::toSeconds(snapshot.at.time_since_epoch());
    double leechers = 0;
    double progress = 0;
    double complete = 0;
    for (const lab::PeerRow &peer : snapshot.peers) {
        sample.received += peer.downRate;
        if (peer.seed)
            sample.sentBySeeds += peer.upRate;
        if (peer.seed && peer.downloaded == 0)
            continue; // it never was a leecher
        ++leechers;
        complete += peer.seed ? 1 : 0;
        progress += snapshot.pieceCount == 0
            ? 0
            : static_cast<double>(peer.have.count()) / snapshot.pieceCount;
    }
    sample.meanProgress = leechers > 0 ? progress / leechers : 1;
    sample.complete = leechers > 0 ? complete / leechers : 1;
    return sample;
}

double valueOf(const SwarmSample &sample, SwarmHistory::Metric metric)
{
    switch (metric) {
    case SwarmHistory::Metric::Received:
        return sample.received;
    case SwarmHistory::Metric::SentBySeeds:
        return sample.sentBySeeds;
    case SwarmHistory::Metric::MeanProgress:
        return sample.meanProgress;
    case SwarmHistory::Metric::Complete:
        return sample.complete;
    }
    return 0;
}

} // namespace

void SwarmHistory::record(const lab::SwarmSnapshot &snapshot)
{
    if (snapshot.peers.empty())
        return; // nobody is there yet: not the same as everybody having everything
    const double at = base::toSeconds(snapshot.at.time_since_epoch());
    if (!m_samples.empty() && at < m_samples.back().at + interval)
        return;
    if (m_samples.size() == capacity)
        m_samples.pop_front();
    m_samples.push_back(sampleOf(snapshot));
    Q_EMIT changed();
}

void SwarmHistory::clear()
{
    m_samples.clear();
    Q_EMIT changed();
}

QList<QPointF> SwarmHistory::points(Metric metric) const
{
    QList<QPointF> line;
    line.reserve(static_cast<qsizetype>(m_samples.size()));
    for (const SwarmSample &sample : m_samples)
        line.append({sample.at, valueOf(sample, metric)});
    return line;
}

QList<QPointF> decimated(const QList<QPointF> &points, qsizetype limit)
{
    if (points.size() <= limit || limit < 4)
        return points;
    const auto lower = [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); };
    const qsizetype slices = (limit - 2) / 2;
    const qsizetype inner = points.size() - 2;
    QList<QPointF> kept{points.first()};
    for (qsizetype slice = 0; slice < slices; ++slice) {
        const auto begin = points.begin() + 1 + inner * slice / slices;
        const auto end = points.begin() + 1 + inner * (slice + 1) / slices;
        auto [low, high] = std::minmax_element(begin, end, lower);
        if (high < low)
            std::swap(low, high);
        kept.append(*low);
        if (low != high)
            kept.append(*high);
    }
    kept.append(points.last());
    return kept;
}

} // namespace models

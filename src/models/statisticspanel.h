#pragma once

#include "models/coordinatorentries.h"
#include "models/hostslot.h"
#include "models/livetable.h"
#include "models/plotitem.h"
#include "net/statisticshost.h"

namespace models {

/// The statistics' panel: nPeers, nSeeds and timeSeed, and their history.
class StatisticsPanel : public models::RolePanel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has it")
    Q_PROPERTY(int peers READ peers NOTIFY changed)
    Q_PROPERTY(int seeds READ seeds NOTIFY changed)
    Q_PROPERTY(QString timeSeed READ timeSeed NOTIFY changed)
    Q_PROPERTY(QString stays READ stays NOTIFY changed)
    Q_PROPERTY(models::PlotFigure countsFigure READ countsFigure NOTIFY changed)
    Q_PROPERTY(models::PlotFigure timeFigure READ timeFigure NOTIFY changed)
    Q_PROPERTY(models::SortedTable *trackers READ trackers CONSTANT)
public:
    StatisticsPanel(net::StatisticsOptions options, QObject *parent = nullptr);

    [[nodiscard]] bool isOnline() const override { return m_host.shown().isConnected; }
    [[nodiscard]] QString status() const override;
    [[nodiscard]] int peers() const { return static_cast<int>(m_host.shown().counts.peers); }
    [[nodiscard]] int seeds() const { return static_cast<int>(m_host.shown().counts.seeds); }
    /// "12.3 s".
    [[nodiscard]] QString timeSeed() const;
    /// Over how many stays timeSeed is the mean.
    [[nodiscard]] QString stays() const;
    /// nPeers and nSeeds over time.
    [[nodiscard]] PlotFigure countsFigure() const { return m_counts; }
    /// timeSeed over time.
    [[nodiscard]] PlotFigure timeFigure() const { return m_time; }
    [[nodiscard]] SortedTable *trackers() { return m_trackers.sorted(); }

    void start() override;
    void stop() override { m_host.stop(); }
    void pull() override { m_host.pull(); }

    /// The thesis's functions: write their value on the screen.
    Q_INVOKABLE void printPeers();
    Q_INVOKABLE void printSeeds();
    Q_INVOKABLE void printTimeSeed();
    /// Saves the history as the ending says: .csv has all three, .png, .pdf and .svg draw one of
    /// the charts. Returns why it could not, empty when it could.
    [[nodiscard]] Q_INVOKABLE QString save(const QUrl &file,
                                           const models::PlotFigure &figure) const;

private:
    void show(const net::StatisticsSnapshot &snapshot);

    net::StatisticsOptions m_options;
    LiveTable<TrackerCountsEntry> m_trackers;
    PlotFigure m_counts;
    PlotFigure m_time;
    HostSlot<net::StatisticsHost, net::StatisticsSnapshot>
        m_host; ///< last: it ends before what it fills
};

} // namespace models

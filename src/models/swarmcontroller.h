#pragma once

#include "core/lab/scenario.h"
#include "models/eventlogmodel.h"
#include "models/linktablemodel.h"
#include "models/logfilter.h"
#include "models/peerlistmodel.h"
#include "models/peertablemodel.h"
#include "models/startform.h"
#include "models/swarmfacts.h"
#include "models/swarmhistory.h"
#include "models/swarmsource.h"
#include "models/virtualswarmsource.h"

#include <QTemporaryDir>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace models {

/// The window's only way to a swarm: commands down to the source, state up from its snapshots.
///
/// It looks for a new snapshot ten times a second. A change of who is there shows at once; figures
/// refresh at half that pace or less, because nobody reads numbers that flicker. Lives in the GUI
/// thread.
class SwarmController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the program makes it")
    Q_PROPERTY(models::StartForm *form READ form CONSTANT)
    Q_PROPERTY(models::PeerListModel *leechers READ leechers CONSTANT)
    Q_PROPERTY(models::PeerListModel *seeds READ seeds CONSTANT)
    Q_PROPERTY(QAbstractItemModel *links READ links CONSTANT)
    Q_PROPERTY(models::LogFilter *log READ log CONSTANT)
    Q_PROPERTY(models::SwarmHistory *history READ history CONSTANT)
    Q_PROPERTY(Phase phase READ phase NOTIFY phaseChanged)
    Q_PROPERTY(bool running READ isRunning NOTIFY phaseChanged)
    Q_PROPERTY(bool shown READ isShown NOTIFY phaseChanged)
    Q_PROPERTY(qreal preparation READ preparation NOTIFY preparationChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)
    Q_PROPERTY(models::SwarmFacts facts READ facts NOTIFY factsChanged)
    Q_PROPERTY(bool virtualWorld READ isVirtual NOTIFY phaseChanged)
    Q_PROPERTY(models::Playback *playback READ playback CONSTANT)
    Q_PROPERTY(QString clock READ clock NOTIFY refreshed)
    Q_PROPERTY(QString folder READ folder NOTIFY phaseChanged)
    Q_PROPERTY(QString selectedKey READ selectedKey WRITE select NOTIFY selectionChanged)
    Q_PROPERTY(QString selectedTitle READ selectedTitle NOTIFY selectionChanged)
    Q_PROPERTY(QString selectedState READ selectedState NOTIFY selectionChanged)
    Q_PROPERTY(bool selectedIsOurs READ selectedIsOurs NOTIFY selectionChanged)
    Q_PROPERTY(bool selectedIsConnected READ selectedIsConnected NOTIFY selectionChanged)
public:
    enum class Phase : std::uint8_t {
        Idle, ///< no swarm yet
        Preparing, ///< hashing the content, opening the sockets
        Running,
        Complete, ///< running, and every leecher has everything
        Stopped, ///< ended; the last state is still shown
    };
    Q_ENUM(Phase)

    /// Takes its data from `live` or `virtualWorld`, as the form asks; both must outlive it. Live
    /// swarms' folders and the sample are made below `cacheFolder`.
    SwarmController(SwarmSource *live, VirtualSwarmSource *virtualWorld, const QString &cacheFolder,
                    QObject *parent = nullptr);
    ~SwarmController() override;

    [[nodiscard]] StartForm *form() { return &m_form; }
    [[nodiscard]] PeerListModel *leechers() { return &m_leechers; }
    [[nodiscard]] PeerListModel *seeds() { return &m_seeds; }
    [[nodiscard]] QAbstractItemModel *links() { return &m_links; }
    [[nodiscard]] LogFilter *log() { return &m_log; }
    [[nodiscard]] SwarmHistory *history() { return &m_history; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    /// A swarm is alive: peers may be added.
    [[nodiscard]] bool isRunning() const;
    /// There is a swarm to look at, alive or ended.
    [[nodiscard]] bool isShown() const { return isRunning() || m_phase == Phase::Stopped; }
    /// Share of the content hashed, 0..1.
    [[nodiscard]] qreal preparation() const { return m_preparation; }
    /// Why the last start or command did not work; empty when all is well.
    [[nodiscard]] QString errorText() const { return m_error; }
    [[nodiscard]] SwarmFacts facts() const { return m_facts; }
    /// The swarm shown is of the virtual world.
    [[nodiscard]] bool isVirtual() const { return m_source == m_virtualWorld; }
    /// How the virtual world plays; without effect on a live swarm.
    [[nodiscard]] Playback *playback() const { return m_virtualWorld->playback(); }
    /// The time of the state shown since the swarm's start: "0:41.3".
    [[nodiscard]] QString clock() const;
    /// Where a live swarm's peers' files lie while the swarm is shown.
    [[nodiscard]] QString folder() const;
    [[nodiscard]] QString selectedKey() const { return m_selectedKey; }
    [[nodiscard]] QString selectedTitle() const;
    [[nodiscard]] QString selectedState() const;
    /// The selection is a peer of this process: it can be removed and disconnected.
    [[nodiscard]] bool selectedIsOurs() const;
    [[nodiscard]] bool selectedIsConnected() const;
    /// The state shown; never null.
    [[nodiscard]] lab::SnapshotPtr snapshot() const { return m_shown; }

    /// Starts what the form says, ending a running swarm first. Does nothing while it is not valid.
    Q_INVOKABLE void go();
    /// Plays a scenario in the virtual world, with its events, ending a running swarm first.
    void play(const lab::Scenario &scenario, const QString &name);
    Q_INVOKABLE void stop();
    Q_INVOKABLE void addLeecher();
    Q_INVOKABLE void addSeed();
    /// These three act on the selected peer.
    Q_INVOKABLE void removeSelected();
    Q_INVOKABLE void disconnectSelected();
    Q_INVOKABLE void connectSelected();
    /// Selects a peer by its key; empty selects none.
    Q_INVOKABLE void select(const QString &key);
    Q_INVOKABLE void clearLog();
    /// Shows why something a person asked for did not work.
    Q_INVOKABLE void warn(const QString &why);
    Q_INVOKABLE void dismissError();

public Q_SLOTS:
    /// Looks for a new snapshot now; the timer calls it.
    void pull();

Q_SIGNALS:
    void phaseChanged();
    void preparationChanged();
    void errorChanged();
    void factsChanged();
    void selectionChanged();
    /// snapshot() is new: repaint what is painted from it.
    void refreshed();
    /// The swarm runs: there is something to look at.
    void started();

private:
    void watch(SwarmSource *source);
    [[nodiscard]] bool prepareFiles(SwarmOrder &order);
    void prepare(SwarmSource *source);
    void enter(Phase phase);
    void fail(const QString &why);
    void show(const lab::SnapshotPtr &snapshot);
    void refreshTables();
    void refreshSelection();
    [[nodiscard]] bool samePeersAs(const lab::SwarmSnapshot &snapshot) const;
    [[nodiscard]] const PeerEntry *selected() const;

    SwarmSource *m_live;
    VirtualSwarmSource *m_virtualWorld;
    SwarmSource *m_source; ///< one of these two: of the swarm shown
    QString m_cacheFolder;
    std::unique_ptr<QTemporaryDir> m_folder;
    QTimer m_timer;
    int m_ticks = 0;
    Phase m_phase = Phase::Idle;
    qreal m_preparation = 0;
    QString m_error;
    QString m_selectedKey;
    lab::SnapshotPtr m_shown;
    SwarmFacts m_facts;
    StartForm m_form;
    PeerTableModel m_peers;
    PeerListModel m_leechers{&m_peers, PeerListModel::Part::Leechers};
    PeerListModel m_seeds{&m_peers, PeerListModel::Part::Seeds};
    LinkTableModel m_links;
    EventLogModel m_lines;
    LogFilter m_log{&m_lines};
    SwarmHistory m_history;
};

} // namespace models

#pragma once

#include "core/lab/resultplots.h"
#include "models/plotitem.h"
#include "models/sortedtable.h"
#include "models/trialtablemodel.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace models {

/// The results of one experiment as the window shows them: a table of trials and a plot of a chosen
/// metric, kept up to date while trials finish. Exports give what the command line gives.
class ResultSet : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ExperimentController has them")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY changed)
    Q_PROPERTY(models::SortedTable *trials READ trials CONSTANT)
    Q_PROPERTY(QStringList kinds READ kinds CONSTANT)
    Q_PROPERTY(QStringList metrics READ metrics CONSTANT)
    Q_PROPERTY(QStringList groups READ groups NOTIFY changed)
    Q_PROPERTY(QStringList axes READ axes NOTIFY changed)
    Q_PROPERTY(int kind READ kind WRITE setKind NOTIFY changed)
    Q_PROPERTY(int metric READ metric WRITE setMetric NOTIFY changed)
    Q_PROPERTY(int group READ group WRITE setGroup NOTIFY changed)
    Q_PROPERTY(int along READ along WRITE setAlong NOTIFY changed)
    Q_PROPERTY(bool theory READ theory WRITE setTheory NOTIFY changed)
    Q_PROPERTY(bool hasTheory READ hasTheory NOTIFY changed)
    Q_PROPERTY(QString meaning READ meaning NOTIFY changed)
    Q_PROPERTY(models::PlotFigure figure READ figure NOTIFY changed)
public:
    explicit ResultSet(QObject *parent = nullptr);
    ~ResultSet() override;

    /// Begins anew with an experiment that has no results yet.
    void begin(const lab::Experiment &experiment);
    void add(const lab::TrialResult &result);
    /// Shows everything that was added by now; a timer calls it four times a second.
    void refresh();

    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] SortedTable *trials() { return &m_sorted; }
    /// What can be drawn, in words, in the order of lab::PlotChoice::Kind.
    [[nodiscard]] QStringList kinds() const;
    [[nodiscard]] QStringList metrics() const;
    [[nodiscard]] QStringList groups() const;
    /// Paths of the swept keys.
    [[nodiscard]] QStringList axes() const;
    [[nodiscard]] int kind() const { return static_cast<int>(m_choice.kind); }
    void setKind(int kind);
    [[nodiscard]] int metric() const;
    void setMetric(int metric);
    [[nodiscard]] int group() const;
    void setGroup(int group);
    [[nodiscard]] int along() const;
    void setAlong(int axis);
    /// Whether what the scenario's theories say is drawn.
    [[nodiscard]] bool theory() const { return m_choice.theory; }
    void setTheory(bool shown);
    /// Whether a theory of the scenario says something about what is drawn.
    [[nodiscard]] bool hasTheory() const;
    /// What the metric means, in a sentence.
    [[nodiscard]] QString meaning() const;
    [[nodiscard]] PlotFigure figure() const { return m_figure; }

    [[nodiscard]] const lab::PlotChoice &choice() const { return m_choice; }
    /// Draws the same of these results; of all peers where they have no such group.
    void follow(const lab::PlotChoice &choice);

    /// Null before begin().
    [[nodiscard]] const lab::ExperimentResults *results() const;
    /// Saves what the ending says: .csv all numbers of all trials as `trials.csv` has them, .png,
    /// .pdf and .svg the plot with that size in pixels. Returns why it could not; empty when it
    /// could.
    Q_INVOKABLE QString save(const QUrl &file, int width, int height) const;

Q_SIGNALS:
    void changed();
    /// Another thing was chosen to be drawn.
    void chosen();

private:
    /// The results refer to the experiment: both live and go together.
    struct Outcome;

    void later();
    void choose();

    std::unique_ptr<Outcome> m_outcome;
    lab::PlotChoice m_choice;
    PlotFigure m_figure;
    TrialTableModel m_table;
    SortedTable m_sorted{&m_table};
    QTimer m_soon;
};

} // namespace models

#pragma once

#include "core/lab/plot.h"
#include "models/swarmhistory.h"

#include <QObject>
#include <QPointer>
#include <QUrl>
#include <QtCharts/QXYSeries>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace models {

/// Feeds the lines of one chart from a SwarmHistory and finds round axis ends. All lines of a chart
/// share one scale. Does nothing while inactive, so that a hidden chart costs nothing.
class ChartFeed : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(models::SwarmHistory *history READ history WRITE setHistory NOTIFY historyChanged)
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(qreal pixelWidth READ pixelWidth WRITE setPixelWidth NOTIFY pixelWidthChanged)
    Q_PROPERTY(qreal xMaximum READ xMaximum NOTIFY updated)
    Q_PROPERTY(qreal yMaximum READ yMaximum NOTIFY updated)
    Q_PROPERTY(QString unit READ unit NOTIFY updated)
    Q_PROPERTY(QStringList latest READ latest NOTIFY updated)
public:
    using QObject::QObject;

    [[nodiscard]] SwarmHistory *history() const { return m_history; }
    void setHistory(SwarmHistory *history);
    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] qreal pixelWidth() const { return m_pixelWidth; }
    /// Of the plot area; lines keep at most two points a pixel.
    void setPixelWidth(qreal width);
    [[nodiscard]] qreal xMaximum() const { return m_xMaximum; }
    [[nodiscard]] qreal yMaximum() const { return m_yMaximum; }
    /// Of the y axis: "%" or "KiB/s", "MiB/s" ...
    [[nodiscard]] QString unit() const { return m_unit; }
    /// The newest value of each line with its unit, in the order of addSeries().
    [[nodiscard]] QStringList latest() const { return m_latest; }

    /// Adds a line to feed; `metric` must be of the same unit as the others.
    Q_INVOKABLE void addSeries(QXYSeries *series, models::SwarmHistory::Metric metric,
                               const QString &name);
    /// Saves the whole history as the ending says: .png, .pdf or .svg draw the chart, .csv has its
    /// numbers (seconds; bytes/s, or shares from 0 to 1). Returns why it could not, empty when it
    /// could.
    Q_INVOKABLE QString save(const QUrl &file, const QString &title) const;

Q_SIGNALS:
    void historyChanged();
    void activeChanged();
    void pixelWidthChanged();
    void updated();

private:
    struct Line {
        QPointer<QXYSeries> series;
        SwarmHistory::Metric metric;
        QString name;
    };

    void update();
    [[nodiscard]] lab::Plot plot(const QString &title) const;
    [[nodiscard]] QByteArray table() const;
    double chooseUnit(double highest);

    QPointer<SwarmHistory> m_history;
    std::vector<Line> m_lines;
    bool m_active = true;
    qreal m_pixelWidth = 0;
    qreal m_xMaximum = 30;
    qreal m_yMaximum = 1;
    double m_scale = 1; ///< of the unit, in the metric's own
    QString m_unit;
    QStringList m_latest;
};

/// The smallest of 1, 2, 3, 4, 6, 8 times a power of ten that is at least `value`; 1 for 0.
double roundedUp(double value);

} // namespace models

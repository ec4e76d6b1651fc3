#pragma once

#include "core/lab/plot.h"

#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace models {

/// A plot on its way from a controller to a PlotItem.
class PlotFigure
{
    Q_GADGET
    QML_VALUE_TYPE(plotFigure)
public:
    lab::Plot plot;

    bool operator==(const PlotFigure &) const = default;
};

/// Shows a plot: the very drawing that reports and exports hold.
class PlotItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(models::PlotFigure figure READ figure WRITE setFigure NOTIFY changed)
    Q_PROPERTY(bool dark MEMBER m_dark NOTIFY changed)
    Q_PROPERTY(qreal zoom MEMBER m_zoom NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
public:
    explicit PlotItem(QQuickItem *parent = nullptr);

    [[nodiscard]] PlotFigure figure() const { return m_figure; }
    void setFigure(const PlotFigure &figure);
    /// Title and series in a sentence, for screen readers.
    [[nodiscard]] QString summary() const;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    PlotFigure m_figure;
    bool m_dark = false;
    qreal m_zoom = 1;
};

} // namespace models

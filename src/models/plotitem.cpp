#include "models/plotitem.h"

#include "core/lab/plotsvg.h"

#include <QPainter>
#include <QSvgRenderer>

namespace models {

PlotItem::PlotItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &PlotItem::changed, this, [this] { update(); });
}

void PlotItem::setFigure(const PlotFigure &figure)
{
    if (m_figure == figure)
        return;
    m_figure = figure;
    Q_EMIT changed();
}

QString PlotItem::summary() const
{
    QStringList names;
    for (const lab::PlotSeries &series : m_figure.plot.series)
        names << QString::fromStdString(series.name);
    return tr("%1: %2").arg(QString::fromStdString(m_figure.plot.title),
                            names.join(QStringLiteral(", ")));
}

void PlotItem::paint(QPainter *painter)
{
    using Ink = lab::PlotPaper::Ink;
    const lab::PlotPaper paper{.width = width() / m_zoom,
                               .height = height() / m_zoom,
                               .ink = m_dark ? Ink::Dark : Ink::Light};
    QSvgRenderer drawing(QByteArray::fromStdString(lab::svgOf(m_figure.plot, paper)));
    drawing.render(painter, boundingRect());
}

} // namespace models

#pragma once

#include "models/swarmcontroller.h"

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace models {

/// The piece map: a row a lab peer, a column a piece (or an equal slice of pieces when there are
/// more pieces than pixels), with the number of copies of each piece as bars above.
///
/// A cell that stands for several pieces is painted in the full colour only when all are there.
class PieceMap : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(models::SwarmController *swarm READ swarm WRITE setSwarm NOTIFY swarmChanged)
    Q_PROPERTY(QColor haveColor MEMBER m_haveColor NOTIFY lookChanged)
    Q_PROPERTY(QColor seedColor MEMBER m_seedColor NOTIFY lookChanged)
    Q_PROPERTY(QColor emptyColor MEMBER m_emptyColor NOTIFY lookChanged)
    Q_PROPERTY(QColor copiesColor MEMBER m_copiesColor NOTIFY lookChanged)
    Q_PROPERTY(QColor rareColor MEMBER m_rareColor NOTIFY lookChanged)
    Q_PROPERTY(QColor textColor MEMBER m_textColor NOTIFY lookChanged)
    Q_PROPERTY(QColor markColor MEMBER m_markColor NOTIFY lookChanged)
    Q_PROPERTY(int fontPixels MEMBER m_fontPixels NOTIFY lookChanged)
    Q_PROPERTY(QString summary READ summary NOTIFY contentChanged)
public:
    explicit PieceMap(QQuickItem *parent = nullptr);

    [[nodiscard]] SwarmController *swarm() const { return m_swarm; }
    void setSwarm(SwarmController *swarm);
    /// The whole map in a sentence, for screen readers and the header.
    [[nodiscard]] QString summary() const;
    /// What lies under a point: the piece, its copies and whether the row's peer has it.
    Q_INVOKABLE QString describeAt(qreal x, qreal y) const;
    /// The key of the peer whose row lies under a point; empty where there is none.
    Q_INVOKABLE QString peerAt(qreal x, qreal y) const;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void swarmChanged();
    void lookChanged();
    void contentChanged();

private:
    struct Places {
        QRectF bars; ///< availability
        QRectF cells; ///< peers by pieces
        std::uint32_t columns = 0;
        std::uint32_t rows = 0;
    };

    [[nodiscard]] Places places() const;
    void paintBars(QPainter *painter, const Places &places,
                   const std::vector<std::uint32_t> &copies) const;
    void paintCells(QPainter *painter, const Places &places) const;
    void paintLabels(QPainter *painter, const Places &places) const;
    void paintFewest(QPainter *painter, const Places &places, std::uint32_t fewest) const;
    [[nodiscard]] int rowAt(const Places &places, qreal y) const;

    QPointer<SwarmController> m_swarm;
    QColor m_haveColor;
    QColor m_seedColor;
    QColor m_emptyColor;
    QColor m_copiesColor;
    QColor m_rareColor;
    QColor m_textColor;
    QColor m_markColor;
    int m_fontPixels = 11;
};

/// The colour of a cell of which `share` is there: the full colour at exactly 1, visibly less
/// below.
QColor cellColor(const QColor &empty, const QColor &full, float share);

} // namespace models

#include "models/piecemap.h"

#include "models/piecegrid.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace models {

namespace {

constexpr qreal gutterInDigits = 3.5; // left of the cells, for the peers' numbers
constexpr qreal barsInLines = 2.6; // height of the availability bars
constexpr qreal gap = 6;
constexpr qreal tallestRow = 28;
constexpr qreal cellWithGap = 4; // narrower cells touch
constexpr float mostBelowFull = 0.8F;
constexpr std::uint32_t rareCopies = 1;

QRectF cellRect(const QRectF &area, std::uint32_t columns, std::uint32_t rows, QPoint cell)
{
    const qreal width = area.width() / columns;
    const qreal height = area.height() / rows;
    const qreal left = std::round(area.left() + cell.x() * width);
    const qreal top = std::round(area.top() + cell.y() * height);
    const qreal right = std::round(area.left() + (cell.x() + 1) * width);
    const qreal bottom = std::round(area.top() + (cell.y() + 1) * height);
    return {left, top, right - left - (width >= cellWithGap ? 1 : 0),
            bottom - top - (height >= cellWithGap ? 1 : 0)};
}

/// The mean of the rows that share a line of pixels, never 1 unless all are.
std::vector<float> mergedShares(const lab::SwarmSnapshot &snapshot, std::uint32_t columns,
                                std::uint32_t first, std::uint32_t end)
{
    std::vector<float> sum(columns, 0.0F);
    for (std::uint32_t row = first; row < end; ++row) {
        const std::vector<float> shares = slicedShares(snapshot.peers[row].have, columns);
        for (std::uint32_t column = 0; column < columns; ++column)
            sum[column] += shares[column];
    }
    for (float &share : sum)
        share /= static_cast<float>(end - first);
    return sum;
}

} // namespace

QColor cellColor(const QColor &empty, const QColor &full, float share)
{
    if (share >= 1)
        return full;
    const float part = share * mostBelowFull;
    return QColor::fromRgbF(empty.redF() + (full.redF() - empty.redF()) * part,
                            empty.greenF() + (full.greenF() - empty.greenF()) * part,
                            empty.blueF() + (full.blueF() - empty.blueF()) * part);
}

PieceMap::PieceMap(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    connect(this, &PieceMap::lookChanged, this, [this] { update(); });
}

void PieceMap::setSwarm(SwarmController *swarm)
{
    if (m_swarm == swarm)
        return;
    if (m_swarm)
        m_swarm->disconnect(this);
    m_swarm = swarm;
    if (m_swarm) {
        connect(m_swarm, &SwarmController::refreshed, this, [this] {
            if (isVisible())
                update();
        });
        connect(m_swarm, &SwarmController::factsChanged, this, &PieceMap::contentChanged);
    }
    Q_EMIT swarmChanged();
    Q_EMIT contentChanged();
    update();
}

QString PieceMap::summary() const
{
    if (!m_swarm || m_swarm->snapshot()->pieceCount == 0)
        return tr("No pieces yet");
    const std::vector<std::uint32_t> copies = availability(*m_swarm->snapshot());
    const std::uint32_t lowest = *std::ranges::min_element(copies);
    const auto rarest = std::ranges::count(copies, lowest);
    if (rarest == static_cast<std::ptrdiff_t>(copies.size()))
        return tr("Copies of each: %1").arg(lowest);
    return rarest == 1 ? tr("Fewest copies: %1 (1 piece)").arg(lowest)
                       : tr("Fewest copies: %1 (%2 pieces)").arg(lowest).arg(rarest);
}

QString PieceMap::describeAt(qreal x, qreal y) const
{
    const Places where = places();
    if (where.columns == 0 || x < where.cells.left() || x >= where.cells.right())
        return {};
    const lab::SnapshotPtr snapshot = m_swarm->snapshot();
    const auto column = static_cast<std::uint32_t>((x - where.cells.left()) / where.cells.width()
                                                   * where.columns);
    const std::uint32_t piece = std::min(sliceBegin(snapshot->pieceCount, where.columns, column),
                                         snapshot->pieceCount - 1);
    const std::uint32_t copies = availability(*snapshot)[piece];
    QString what = copies == 1 ? tr("Piece %1: 1 copy").arg(piece)
                               : tr("Piece %1: %2 copies").arg(piece).arg(copies);
    const int row = rowAt(where, y);
    if (row < 0)
        return what;
    const lab::PeerRow &peer = snapshot->peers[static_cast<std::size_t>(row)];
    const bool has = peer.have.size() > piece && peer.have.has(base::PieceIndex{piece});
    return (has ? tr("%1; peer %2 has it") : tr("%1; peer %2 lacks it")).arg(what).arg(peer.number);
}

QString PieceMap::peerAt(qreal /*x*/, qreal y) const
{
    const int row = rowAt(places(), y);
    if (row < 0)
        return {};
    return QString::number(m_swarm->snapshot()->peers[static_cast<std::size_t>(row)].number);
}

void PieceMap::paint(QPainter *painter)
{
    const Places where = places();
    if (where.columns == 0 || where.rows == 0)
        return;
    QFont small = painter->font();
    small.setPixelSize(m_fontPixels);
    painter->setFont(small);
    const std::vector<std::uint32_t> copies = availability(*m_swarm->snapshot());
    paintBars(painter, where, copies);
    paintFewest(painter, where, *std::ranges::min_element(copies));
    paintCells(painter, where);
    paintLabels(painter, where);
}

PieceMap::Places PieceMap::places() const
{
    Places where;
    if (!m_swarm)
        return where;
    const lab::SnapshotPtr snapshot = m_swarm->snapshot();
    const qreal gutter = gutterInDigits * m_fontPixels * 0.65;
    const qreal barHeight = barsInLines * m_fontPixels;
    const qreal top = barHeight + gap;
    where.bars = QRectF(gutter, 0, width() - gutter, barHeight);
    where.rows = static_cast<std::uint32_t>(snapshot->peers.size());
    const qreal height_ = std::min(height() - top, tallestRow * where.rows);
    where.cells = QRectF(gutter, top, width() - gutter, height_);
    if (where.cells.width() >= 1 && where.cells.height() >= 1)
        where.columns
            = std::min(snapshot->pieceCount, static_cast<std::uint32_t>(where.cells.width()));
    return where;
}

void PieceMap::paintBars(QPainter *painter, const Places &where,
                         const std::vector<std::uint32_t> &copies) const
{
    const std::vector<std::uint32_t> lowest = slicedMinimum(copies, where.columns);
    for (std::uint32_t column = 0; column < where.columns; ++column) {
        QRectF bar = cellRect(where.bars, where.columns, 1, {static_cast<int>(column), 0});
        painter->fillRect(bar, m_emptyColor);
        const qreal share = static_cast<qreal>(lowest[column]) / where.rows;
        const bool rare = lowest[column] <= rareCopies && where.rows > 1;
        bar.setTop(bar.bottom() - std::max(2.0, share * bar.height()));
        painter->fillRect(bar, rare ? m_rareColor : m_copiesColor);
    }
}

void PieceMap::paintCells(QPainter *painter, const Places &where) const
{
    const lab::SnapshotPtr snapshot = m_swarm->snapshot();
    const auto lines = std::min(where.rows, static_cast<std::uint32_t>(where.cells.height()));
    for (std::uint32_t line = 0; line < lines; ++line) {
        const std::uint32_t first = sliceBegin(where.rows, lines, line);
        const std::uint32_t end = sliceBegin(where.rows, lines, line + 1);
        const std::vector<float> shares = mergedShares(*snapshot, where.columns, first, end);
        const QColor full = snapshot->peers[first].seed ? m_seedColor : m_haveColor;
        for (std::uint32_t column = 0; column < where.columns;) {
            std::uint32_t same
                = column + 1; // neighbours that touch and look the same: one rectangle
            const bool touching = where.cells.width() / where.columns < cellWithGap;
            while (touching && same < where.columns && shares[same] == shares[column])
                ++same;
            const QPoint at(static_cast<int>(column), static_cast<int>(line));
            QRectF cell = cellRect(where.cells, where.columns, lines, at);
            cell.setRight(cellRect(where.cells, where.columns, lines,
                                   {static_cast<int>(same) - 1, static_cast<int>(line)})
                              .right());
            painter->fillRect(cell, cellColor(m_emptyColor, full, shares[column]));
            column = same;
        }
    }
}

void PieceMap::paintLabels(QPainter *painter, const Places &where) const
{
    const lab::SnapshotPtr snapshot = m_swarm->snapshot();
    const qreal rowHeight = where.cells.height() / where.rows;
    const auto step
        = static_cast<std::uint32_t>(std::max(1.0, std::ceil(m_fontPixels / rowHeight)));
    const qreal labelWidth = where.cells.left() - gap;
    const auto markedRow = static_cast<std::uint32_t>(
        std::ranges::find(snapshot->peers, m_swarm->selectedKey(),
                          [](const lab::PeerRow &peer) { return QString::number(peer.number); })
        - snapshot->peers.begin());
    for (std::uint32_t row = 0; row < where.rows; ++row) {
        const lab::PeerRow &peer = snapshot->peers[row];
        const bool marked = row == markedRow;
        const std::uint32_t away = row < markedRow ? markedRow - row : row - markedRow;
        const bool covered = away < step && markedRow < where.rows; // by the marked row's number
        const qreal middle = where.cells.top() + (row + 0.5) * rowHeight;
        const QRectF label(0, middle - m_fontPixels, labelWidth, 2.0 * m_fontPixels);
        painter->setPen(marked ? m_markColor : m_textColor);
        if (marked || (row % step == 0 && !covered))
            painter->drawText(label, Qt::AlignRight | Qt::AlignVCenter,
                              QString::number(peer.number));
        if (marked)
            painter->fillRect(QRectF(labelWidth + 2, middle - rowHeight / 2, 2, rowHeight - 1),
                              m_markColor);
    }
}

void PieceMap::paintFewest(QPainter *painter, const Places &where, std::uint32_t fewest) const
{
    painter->setPen(m_textColor);
    painter->drawText(QRectF(0, 0, where.cells.left() - gap, where.bars.height()),
                      Qt::AlignRight | Qt::AlignBottom, QStringLiteral("×%1").arg(fewest));
}

int PieceMap::rowAt(const Places &where, qreal y) const
{
    if (where.rows == 0 || y < where.cells.top() || y >= where.cells.bottom())
        return -1;
    return static_cast<int>((y - where.cells.top()) / where.cells.height() * where.rows);
}

} // namespace models

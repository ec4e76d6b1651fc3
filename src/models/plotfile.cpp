#include "models/plotfile.h"

#include "core/lab/plotsvg.h"
#include "net/torrentfile.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>

namespace models {

namespace {

constexpr int pixelsAPoint = 2; ///< of a PNG
constexpr int largestSide = 8'000; ///< pixels
constexpr int pdfDots = 96; ///< an inch, as an SVG's pixels are meant

QByteArray pngOf(QSvgRenderer &drawing, QSize size)
{
    QImage image(size * pixelsAPoint, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    drawing.render(&painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray pdfOf(QSvgRenderer &drawing, QSize size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(pdfDots);
    writer.setPageSize(QPageSize(QSizeF(size) / pdfDots, QPageSize::Inch));
    writer.setPageMargins({});
    QPainter painter(&writer);
    drawing.render(&painter);
    painter.end();
    return bytes;
}

} // namespace

base::Expected<void> saveFile(const QString &file, const QByteArray &bytes)
{
    return net::writeWhole(file.toStdString(),
                           {reinterpret_cast<const std::uint8_t *>(bytes.data()),
                            static_cast<std::size_t>(bytes.size())});
}

base::Expected<void> writePlot(const lab::Plot &plot, const QString &file, QSize size)
{
    const std::string svg
        = lab::svgOf(plot, {.width = double(size.width()), .height = double(size.height())});
    return writeDrawing(QByteArray::fromStdString(svg), file, size);
}

base::Expected<void> writeDrawing(const QByteArray &svg, const QString &file, QSize size)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == QLatin1String("svg"))
        return saveFile(file, svg);
    QSvgRenderer drawing(svg);
    if (!drawing.isValid())
        return base::fail(base::ErrorCode::Malformed, file.toStdString(),
                          "what was to be drawn is no SVG document");
    if (size.isEmpty())
        size = drawing.defaultSize();
    if (size.width() > largestSide || size.height() > largestSide)
        return base::fail(base::ErrorCode::Limit, file.toStdString(),
                          "a picture may have 8,000 pixels a side");
    if (ending == QLatin1String("png"))
        return saveFile(file, pngOf(drawing, size));
    if (ending == QLatin1String("pdf"))
        return saveFile(file, pdfOf(drawing, size));
    return base::fail(base::ErrorCode::Usage, file.toStdString(),
                      "pictures are saved as .png, .pdf or .svg");
}

} // namespace models

#pragma once

#include "core/base/expected.h"
#include "core/lab/plot.h"

#include <QSize>
#include <QString>

class QByteArray;

namespace models {

/// Writes a file beside its place and renames it, so that an old one stays whole when the disk is
/// full. An error names the file.
base::Expected<void> saveFile(const QString &file, const QByteArray &bytes);

/// Saves a plot of that size (pixels), drawn for white paper; the name's ending says how: .png
/// (twice the size, for print), .pdf or .svg. Written as saveFile() does.
base::Expected<void> writePlot(const lab::Plot &plot, const QString &file, QSize size);

/// The same for a drawing that is an SVG document already; its own size when `size` is empty.
base::Expected<void> writeDrawing(const QByteArray &svg, const QString &file, QSize size = {});

} // namespace models

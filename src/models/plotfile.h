#pragma once

#include "core/base/expected.h"
#include "core/lab/plot.h"

#include <QSize>
#include <QString>

class QByteArray;

namespace models {

/// What a person chooses from when a plot is to be saved.
QString plotFileFilter();

/// Saves a plot of that size (pixels), drawn for white paper; the name's ending says how: .png
/// (twice the size, for print), .pdf or .svg. Written beside and renamed, so that an old file stays
/// whole when the disk is full. An error names the file.
base::Expected<void> writePlot(const lab::Plot &plot, const QString &file, QSize size);

/// The same for a drawing that is an SVG document already; its own size when `size` is empty.
base::Expected<void> writeDrawing(const QByteArray &svg, const QString &file, QSize size = {});

} // namespace models

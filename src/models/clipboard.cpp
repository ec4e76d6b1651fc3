#include "models/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>

namespace models {

void Clipboard::copy(const QString &text) const
{
    QGuiApplication::clipboard()->setText(text);
}

} // namespace models

#pragma once

#include <QObject>
#include <QString>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

#include <cstdint>

namespace models {

/// How a cell shows its value; it decides the alignment too.
enum class CellKind : std::uint8_t {
    Words, ///< left-aligned text
    Number, ///< right-aligned, so that digits stand below each other
    Bar, ///< a share between 0 and 1, drawn as a bar with its text
};

/// Everything about a column, said once: headers, roles, tooltips, sorting and cells derive from
/// it.
template <typename Row> struct Column {
    const char *key; ///< role name in QML and name in exports
    const char *header; ///< untranslated; context "Column"
    const char *unit; ///< of the exported value; empty when it has none
    const char *tooltip; ///< one sentence, untranslated; context "Column"
    CellKind kind;
    int characters; ///< how wide it should be by default
    QString (*text)(const Row &row); ///< what the cell shows
    QVariant (*sortKey)(const Row &row); ///< what sorting compares, in the column's unit
};

/// What a view needs to know of a column.
class ColumnInfo
{
    Q_GADGET
    QML_VALUE_TYPE(columnInfo)
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(QString header MEMBER header)
    Q_PROPERTY(QString tooltip MEMBER tooltip)
    Q_PROPERTY(bool number MEMBER number)
    Q_PROPERTY(bool bar MEMBER bar)
    Q_PROPERTY(int characters MEMBER characters)
public:
    QString key;
    QString header; ///< translated
    QString tooltip; ///< translated, with the unit
    bool number = false; ///< right-aligned
    bool bar = false;
    int characters = 0;

    bool operator==(const ColumnInfo &) const = default;
};

} // namespace models

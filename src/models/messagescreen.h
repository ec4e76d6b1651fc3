#pragma once

#include "net/rolelog.h"

#include <QAbstractListModel>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <deque>

namespace models {

/// A role's message screen (thesis): what its host logs and what the panel's buttons print, oldest
/// first. While writing is not allowed nothing is written, then or later. At most `capacity` lines.
class MessageScreen : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("panels have them")
    Q_PROPERTY(bool writable READ isWritable WRITE setWritable NOTIFY writableChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role {
        TimeRole = Qt::UserRole, ///< "14:03:22", local
        TextRole, ///< what happened
        LineRole, ///< both, for copying and screen readers
    };
    static constexpr std::size_t capacity = 2'000;

    explicit MessageScreen(QObject *parent = nullptr);

    [[nodiscard]] bool isWritable() const { return m_writable; }
    void setWritable(bool writable);
    [[nodiscard]] int count() const { return static_cast<int>(m_lines.size()); }

    /// Takes over the lines that are newer than those it was given before.
    void follow(const std::deque<net::LogLine> &log);
    /// Another host begins: its lines are numbered anew.
    void followAnother() { m_newest = 0; }
    /// Writes a line of its own.
    void print(const QString &text);
    /// Forgets every line; newer ones still come.
    Q_INVOKABLE void clear();
    /// All lines, one a line.
    [[nodiscard]] Q_INVOKABLE QString plainText() const;
    /// Saves them to a text file; returns why it could not, empty when it could.
    [[nodiscard]] Q_INVOKABLE QString save(const QUrl &file) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void writableChanged();
    void countChanged();

private:
    struct Line {
        QString time;
        QString text;

        [[nodiscard]] QString whole() const { return time + QLatin1Char(' ') + text; }
    };

    void append(std::deque<Line> lines);

    std::deque<Line> m_lines;
    std::uint64_t m_newest = 0; ///< number of the host's line seen last
    bool m_writable = true;
};

} // namespace models

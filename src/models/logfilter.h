#pragma once

#include <QSortFilterProxyModel>
#include <QtQml/qqmlregistration.h>

namespace models {

class EventLogModel;

/// The log narrowed by level, subsystem, peer and text.
class LogFilter : public QSortFilterProxyModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("SwarmController has it")
    Q_PROPERTY(int minimumLevel READ minimumLevel WRITE setMinimumLevel NOTIFY filterChanged)
    Q_PROPERTY(QString subsystem READ subsystem WRITE setSubsystem NOTIFY filterChanged)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged)
    Q_PROPERTY(QStringList subsystems READ subsystems NOTIFY subsystemsChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    explicit LogFilter(EventLogModel *log, QObject *parent = nullptr);

    [[nodiscard]] int minimumLevel() const { return m_minimumLevel; }
    /// Hides lines below it, see lab::LogLevel.
    void setMinimumLevel(int level);
    [[nodiscard]] QString subsystem() const { return m_subsystem; }
    /// Shows only this subsystem; empty shows all.
    void setSubsystem(const QString &subsystem);
    [[nodiscard]] QString text() const { return m_text; }
    /// Shows only lines that hold the text, of either case ("peer 7" works too).
    void setText(const QString &text);
    /// The subsystems seen so far, sorted.
    [[nodiscard]] QStringList subsystems() const { return m_subsystems; }
    [[nodiscard]] int count() const { return rowCount(); }

    /// The shown lines, one a line.
    [[nodiscard]] Q_INVOKABLE QString plainText() const;

Q_SIGNALS:
    void filterChanged();
    void subsystemsChanged();
    void countChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    void collectSubsystems(int first, int last);
    void refilter();

    EventLogModel *m_log;
    int m_minimumLevel = 0;
    QString m_subsystem;
    QString m_text;
    QStringList m_subsystems;
};

} // namespace models

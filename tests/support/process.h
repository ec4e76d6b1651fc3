#pragma once

#include <QProcess>
#include <QString>

#include <optional>

namespace support {

/// A program that runs beside a test. Its output (both channels together) is kept; it is ended with
/// the object: asked first, killed when it does not go within five seconds.
class Process
{
public:
    /// Starts `program` in `folder`.
    Process(const QString &program, const QStringList &arguments, const QString &folder);
    ~Process();
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;

    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// The exit code; nothing while it runs, when it crashed or never started.
    [[nodiscard]] std::optional<int> exitCode() const;
    /// All it has printed so far.
    [[nodiscard]] QString output() const { return m_output; }
    /// Whether it printed a line that matches the whole pattern; the line's first capture (or the
    /// line itself) is the value.
    [[nodiscard]] std::optional<QString> printed(const QString &pattern) const;
    /// Its process id, for signals.
    [[nodiscard]] qint64 id() const { return m_process.processId(); }

private:
    QProcess m_process;
    QString m_output;
};

/// Runs a program to its end (60 s at most); its standard output without surrounding space, or
/// nothing when it failed.
std::optional<QString> outputOf(const QString &program, const QStringList &arguments);

} // namespace support

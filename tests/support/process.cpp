#include "support/process.h"

#include <QRegularExpression>

namespace support {

Process::Process(const QString &program, const QStringList &arguments, const QString &folder)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setWorkingDirectory(folder);
    m_process.setStandardInputFile(QProcess::nullDevice());
    QObject::connect(&m_process, &QProcess::readyRead, &m_process,
                     [this] { m_output += QString::fromUtf8(m_process.readAll()); });
    QObject::connect(&m_process, &QProcess::errorOccurred, &m_process,
                     [this] { m_output += m_process.errorString() + u'\n'; });
    m_process.start(program, arguments);
}

Process::~Process()
{
    m_process.disconnect();
    m_process.terminate();
    if (isRunning() && !m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
}

std::optional<int> Process::exitCode() const
{
    if (isRunning() || m_process.error() == QProcess::FailedToStart
        || m_process.exitStatus() != QProcess::NormalExit)
        return std::nullopt;
    return m_process.exitCode();
}

std::optional<QString> Process::printed(const QString &pattern) const
{
    const QRegularExpression line(QStringLiteral("^(?:%1)\\r?$").arg(pattern),
                                  QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = line.match(m_output);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(match.lastCapturedIndex() >= 1 ? 1 : 0);
}

std::optional<QString> outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0) {
        qWarning(
            "%s failed: %s", qPrintable(program),
            process.readAllStandardError().append(qPrintable(process.errorString())).constData());
        return std::nullopt;
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

} // namespace support

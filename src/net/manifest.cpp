#include "net/manifest.h"

#include "core/wire/clientname.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QSysInfo>
#include <QThread>

namespace net {

namespace {

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

Manifest::Manifest(const lab::ExperimentResults &results)
{
    const lab::Experiment &experiment = results.experiment();
    m_object = {
        {QStringLiteral("program"), qt(wire::ownClientName())},
        {QStringLiteral("scenario"), qt(experiment.scenario().name)},
        {QStringLiteral("seed"), QString::number(experiment.scenario().setup.seed)},
        {QStringLiteral("settings"), static_cast<qint64>(experiment.sweep().settingCount())},
        {QStringLiteral("repetitions"), static_cast<qint64>(experiment.sweep().repetitions)},
        {QStringLiteral("trials"), static_cast<qint64>(experiment.trials().size())},
        {QStringLiteral("finished"),
         static_cast<qint64>(results.trials().size() - results.failures())},
        {QStringLiteral("failed"), static_cast<qint64>(results.failures())},
        {QStringLiteral("written"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
        {QStringLiteral("host"),
         QJsonObject{
             {QStringLiteral("name"), QSysInfo::machineHostName()},
             {QStringLiteral("system"), QSysInfo::prettyProductName()},
             {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()},
             {QStringLiteral("cores"), QThread::idealThreadCount()},
         }},
    };
}

void Manifest::add(std::string_view name, std::string_view content)
{
    const QByteArrayView bytes(content.data(), static_cast<qsizetype>(content.size()));
    m_files[qt(name)] = QString::fromLatin1(
        QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).toHex());
}

std::string Manifest::json() const
{
    QJsonObject object = m_object;
    object[QStringLiteral("sha256")] = m_files;
    return QJsonDocument(object).toJson().toStdString();
}

} // namespace net

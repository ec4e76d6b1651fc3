#include "net/manifest.h"

#include "core/wire/clientname.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
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

Manifest::Manifest(const lab::ExperimentResults &results, std::string_view commit)
{
    const lab::Experiment &experiment = results.experiment();
    m_object = {
        {QStringLiteral("program"), qt(wire::ownClientName())},
        {QStringLiteral("commit"), qt(commit)},
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
    m_files[qt(name)] = QString::fromStdString(sha256(content));
}

base::Expected<void> Manifest::addFile(std::string_view name, const std::filesystem::path &path)
{
    QFile file(QString::fromStdString(path.string()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return base::fail(base::ErrorCode::Io, path.string(), file.errorString().toStdString());
    m_files[qt(name)] = QString::fromLatin1(hash.result().toHex());
    return {};
}

std::string Manifest::json() const
{
    QJsonObject object = m_object;
    object[QStringLiteral("sha256")] = m_files;
    return QJsonDocument(object).toJson().toStdString();
}

std::string sha256(std::string_view content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromRawData(content.data(), static_cast<qsizetype>(content.size())));
    return hash.result().toHex().toStdString();
}

std::map<std::string, std::string> hashesOf(std::string_view manifest)
{
    const QByteArray bytes(manifest.data(), static_cast<qsizetype>(manifest.size()));
    const QJsonObject files
        = QJsonDocument::fromJson(bytes).object()[QStringLiteral("sha256")].toObject();
    std::map<std::string, std::string> hashes;
    for (auto each = files.begin(); each != files.end(); ++each)
        hashes[each.key().toStdString()] = each.value().toString().toStdString();
    return hashes;
}

} // namespace net

#include "support/client.h"

#include "support/sandbox.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace support {

namespace {

QString listenAddress(const Participant &participant)
{
    return QStringLiteral("%1:%2").arg(participant.address).arg(participant.port);
}

std::unique_ptr<Process> startTorrarium(const Participant &participant)
{
    const QString command
        = participant.role == Role::Seed ? QStringLiteral("seed") : QStringLiteral("get");
    return std::make_unique<Process>(torrariumProgram(),
                                     QStringList{command, participant.torrent, QStringLiteral("-d"),
                                                 participant.folder, QStringLiteral("--listen"),
                                                 listenAddress(participant)},
                                     participant.scratch);
}

std::unique_ptr<Process> startLibtorrent(const Participant &participant)
{
    return std::make_unique<Process>(pythonProgram(),
                                     QStringList{libtorrentScript(), QStringLiteral("peer"),
                                                 participant.torrent, QStringLiteral("-d"),
                                                 participant.folder, QStringLiteral("--listen"),
                                                 listenAddress(participant)},
                                     participant.scratch);
}

std::unique_ptr<Process> startAria2(const Participant &participant)
{
    QStringList arguments{
        QStringLiteral("--no-conf"),
        QStringLiteral("--summary-interval=0"),
        QStringLiteral("--dir=") + participant.folder,
        QStringLiteral("--interface=") + participant.address,
        QStringLiteral("--listen-port=%1").arg(participant.port),
        QStringLiteral("--enable-dht=false"),
        QStringLiteral("--bt-enable-lpd=false"),
        QStringLiteral("--bt-require-crypto=false"),
        QStringLiteral("--bt-min-crypto-level=plain"),
        QStringLiteral("--seed-ratio=0"),
        QStringLiteral("--file-allocation=none"),
    };
    if (participant.role == Role::Seed)
        arguments << QStringLiteral("--check-integrity=true");
    arguments << participant.torrent;
    return std::make_unique<Process>(QStringLiteral("aria2c"), arguments, participant.scratch);
}

QJsonObject transmissionSettings(const Participant &participant)
{
    return {
        {QStringLiteral("bind-address-ipv4"), participant.address},
        {QStringLiteral("peer-port"), participant.port},
        {QStringLiteral("rpc-enabled"), false},
        {QStringLiteral("dht-enabled"), false},
        {QStringLiteral("lpd-enabled"), false},
        {QStringLiteral("utp-enabled"), false},
        {QStringLiteral("port-forwarding-enabled"), false},
        {QStringLiteral("encryption"), 0},
        {QStringLiteral("rename-partial-files"), false},
        {QStringLiteral("download-queue-enabled"), false},
        {QStringLiteral("seed-queue-enabled"), false},
        {QStringLiteral("watch-dir-enabled"), true},
        {QStringLiteral("watch-dir"), participant.scratch + QStringLiteral("/watch")},
        {QStringLiteral("message-level"), 2},
    };
}

std::unique_ptr<Process> startTransmission(const Participant &participant)
{
    const QDir scratch(participant.scratch);
    scratch.mkpath(QStringLiteral("config"));
    scratch.mkpath(QStringLiteral("watch"));
    writeText(scratch.filePath(QStringLiteral("config/settings.json")),
              QJsonDocument(transmissionSettings(participant)).toJson());
    QFile::copy(participant.torrent, scratch.filePath(QStringLiteral("watch/a.torrent")));
    return std::make_unique<Process>(QStringLiteral("transmission-daemon"),
                                     QStringList{QStringLiteral("-f"), QStringLiteral("-g"),
                                                 scratch.filePath(QStringLiteral("config")),
                                                 QStringLiteral("-w"), participant.folder},
                                     participant.scratch);
}

} // namespace

std::array<Client, 4> allClients()
{
    return {Client::Torrarium, Client::Transmission, Client::Aria2, Client::Libtorrent};
}

QString nameOf(Client client)
{
    switch (client) {
    case Client::Torrarium:
        return QStringLiteral("torrarium");
    case Client::Transmission:
        return QStringLiteral("transmission");
    case Client::Aria2:
        return QStringLiteral("aria2");
    case Client::Libtorrent:
        return QStringLiteral("libtorrent");
    }
    return {};
}

std::unique_ptr<Process> start(const Participant &participant)
{
    switch (participant.client) {
    case Client::Torrarium:
        return startTorrarium(participant);
    case Client::Transmission:
        return startTransmission(participant);
    case Client::Aria2:
        return startAria2(participant);
    case Client::Libtorrent:
        return startLibtorrent(participant);
    }
    return nullptr;
}

QString torrariumProgram()
{
    return qEnvironmentVariable("TORRARIUM_PROGRAM");
}

QString pythonProgram()
{
    return QStringLiteral("/usr/bin/python3");
}

QString libtorrentScript()
{
    return QStringLiteral(TORRARIUM_TESTS "/interop/libtorrent_peer.py");
}

} // namespace support

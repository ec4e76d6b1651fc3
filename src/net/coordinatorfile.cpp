#include "net/coordinatorfile.h"

#include "net/controlfields.h"
#include "net/torrentfile.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace net {

namespace {

constexpr std::uint64_t FormatVersion = 1;
constexpr std::size_t MaxFileSize = std::size_t{256} * 1024 * 1024;
constexpr std::size_t MaxText = 4096;

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

qint64 qt(std::uint64_t number)
{
    return static_cast<qint64>(number);
}

QJsonObject toJson(const roles::SharedTorrent &torrent)
{
    return {{QStringLiteral("infoHash"), qt(torrent.infoHash.hex())},
            {QStringLiteral("name"), qt(torrent.name)},
            {QStringLiteral("size"), qt(torrent.size)},
            {QStringLiteral("tracker"), qt(torrent.tracker)}};
}

QJsonObject toJson(const roles::KnownUser &user)
{
    QJsonArray seeds;
    QJsonArray downloads;
    for (const auto &[infoHash, holding] : user.torrents)
        (holding.seeds ? seeds : downloads).append(qt(infoHash.hex()));
    return {{QStringLiteral("name"), qt(user.name)},
            {QStringLiteral("tag"), qt(user.tag)},
            {QStringLiteral("away"), user.isAway},
            {QStringLiteral("lostAt"), static_cast<qint64>(user.lostAt)},
            {QStringLiteral("seeds"), seeds},
            {QStringLiteral("downloads"), downloads}};
}

QJsonObject toJson(const roles::SeedEvent &event)
{
    return {{QStringLiteral("started"), event.kind == roles::SeedEvent::Kind::Started},
            {QStringLiteral("user"), qt(event.user)},
            {QStringLiteral("infoHash"), qt(event.infoHash.hex())},
            {QStringLiteral("at"), static_cast<qint64>(event.at)},
            {QStringLiteral("node"), qt(event.node)},
            {QStringLiteral("sequence"), qt(event.sequence)}};
}

template <typename T> QJsonArray toArray(const std::vector<T> &items)
{
    QJsonArray array;
    for (const T &item : items)
        array.append(toJson(item));
    return array;
}

/// Reads the file's parts; the first fault of any of them is kept.
class Reader
{
public:
    base::Expected<roles::CoordinatorState> read(const QJsonObject &root)
    {
        roles::CoordinatorState state;
        ControlFields fields(root);
        if (fields.number("format") != FormatVersion)
            return base::fail(base::ErrorCode::Unsupported, "format", "it is of another version");
        state.heardAt = time(fields, "heardAt");
        keep(fields);
        state.limits = limits(root[QStringLiteral("limits")].toObject());
        state.announcements = announcements(root[QStringLiteral("announcements")].toObject());
        const QJsonArray torrents = root[QStringLiteral("torrents")].toArray();
        for (const auto &value : torrents)
            state.torrents.push_back(torrent(value.toObject()));
        const QJsonArray users = root[QStringLiteral("users")].toArray();
        for (const auto &value : users)
            state.users.push_back(user(value.toObject()));
        const QJsonArray events = root[QStringLiteral("events")].toArray();
        for (const auto &value : events)
            state.events.push_back(event(value.toObject()));
        if (m_fault)
            return tl::unexpected(*m_fault);
        return state;
    }

private:
    void keep(const ControlFields &fields)
    {
        if (const auto checked = fields.check(); !checked && !m_fault)
            m_fault = checked.error();
    }

    static std::int64_t time(ControlFields &fields, const char *key)
    {
        return static_cast<std::int64_t>(fields.number(key));
    }

    roles::Limits limits(const QJsonObject &object)
    {
        ControlFields fields(object);
        const roles::Limits limits{fields.number("version"), fields.number("pieceSize"),
                                   fields.number("maxN")};
        keep(fields);
        if (!m_fault && !(limits.hasValidPieceSize() && limits.hasValidMaxN()))
            m_fault = base::Error{base::ErrorCode::Malformed, "limits", "they are out of range"};
        return limits;
    }

    roles::Announcements announcements(const QJsonObject &object)
    {
        ControlFields fields(object);
        roles::Announcements read{fields.number("version"), fields.text("bottom", MaxText),
                                  fields.text("right", MaxText)};
        keep(fields);
        return read;
    }

    roles::SharedTorrent torrent(const QJsonObject &object)
    {
        ControlFields fields(object);
        roles::SharedTorrent read{fields.infoHash("infoHash"), fields.text("name", MaxText),
                                  fields.number("size"), fields.text("tracker", MaxText)};
        keep(fields);
        return read;
    }

    roles::KnownUser user(const QJsonObject &object)
    {
        ControlFields fields(object);
        roles::KnownUser read;
        read.name = fields.text("name", MaxText);
        read.tag = fields.text("tag", MaxText);
        read.isAway = object[QStringLiteral("away")].toBool();
        read.lostAt = time(fields, "lostAt");
        for (const auto &[key, seeds] : {std::pair{QStringLiteral("seeds"), true},
                                         std::pair{QStringLiteral("downloads"), false}}) {
            const QJsonArray hashes = object[key].toArray();
            for (const auto &value : hashes) {
                const auto hash = base::InfoHash::fromHex(value.toString().toStdString());
                if (hash)
                    read.torrents[*hash] = {.seeds = seeds};
            }
        }
        keep(fields);
        return read;
    }

    roles::SeedEvent event(const QJsonObject &object)
    {
        using Kind = roles::SeedEvent::Kind;
        ControlFields fields(object);
        const Kind kind = object[QStringLiteral("started")].toBool() ? Kind::Started : Kind::Ended;
        roles::SeedEvent read{kind,
                              fields.text("user", MaxText),
                              fields.infoHash("infoHash"),
                              time(fields, "at"),
                              fields.text("node", MaxText),
                              fields.number("sequence")};
        keep(fields);
        return read;
    }

    std::optional<base::Error> m_fault;
};

} // namespace

base::Expected<roles::CoordinatorState> loadCoordinator(const std::filesystem::path &file)
{
    const auto bytes = readWhole(file, MaxFileSize);
    if (!bytes && bytes.error().code == base::ErrorCode::NotFound)
        return roles::CoordinatorState();
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(
        reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size())));
    if (!document.isObject())
        return base::fail(base::ErrorCode::Malformed, file.string(),
                          "it is not a coordinator's state");
    auto state = Reader().read(document.object());
    if (!state)
        return tl::unexpected(state.error().within(file.string()));
    return state;
}

base::Expected<void> saveCoordinator(const std::filesystem::path &file,
                                     const roles::CoordinatorState &state)
{
    const QJsonObject root{
        {QStringLiteral("format"), qt(FormatVersion)},
        {QStringLiteral("heardAt"), static_cast<qint64>(state.heardAt)},
        {QStringLiteral("limits"),
         QJsonObject{{QStringLiteral("version"), qt(state.limits.version)},
                     {QStringLiteral("pieceSize"), qt(state.limits.pieceSize)},
                     {QStringLiteral("maxN"), qt(state.limits.maxN)}}},
        {QStringLiteral("announcements"),
         QJsonObject{{QStringLiteral("version"), qt(state.announcements.version)},
                     {QStringLiteral("bottom"), qt(state.announcements.bottom)},
                     {QStringLiteral("right"), qt(state.announcements.right)}}},
        {QStringLiteral("torrents"), toArray(state.torrents)},
        {QStringLiteral("users"), toArray(state.users)},
        {QStringLiteral("events"), toArray(state.events)},
    };
    const QByteArray json = QJsonDocument(root).toJson(QJsonDocument::Compact);
    return writeWhole(file,
                      {reinterpret_cast<const std::uint8_t *>(json.constData()),
                       static_cast<std::size_t>(json.size())});
}

} // namespace net

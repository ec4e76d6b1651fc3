#include "net/controlfields.h"

#include "core/base/text.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace net {

namespace {

constexpr std::size_t MaxUrl = 256;

bool canBeShown(const std::string &text)
{
    return base::cleanText(text, text.size(), '\0') == text;
}

/// Without what JSON would have to escape: the list of all trackers fits a line.
bool isUrlCharacter(char c)
{
    return c > ' ' && c < '\x7f' && c != '"' && c != '\\';
}

bool isAnnounceUrl(const std::string &url)
{
    return url.size() <= MaxUrl && std::ranges::all_of(url, isUrlCharacter)
        && (url.starts_with("http://") || url.starts_with("udp://"));
}

} // namespace

std::string ControlFields::text(const char *key, std::size_t maxBytes)
{
    const QJsonValue value = m_object[QLatin1String(key)];
    std::string text = value.toString().toStdString();
    if (!value.isString())
        complain(key, "it is not a text");
    else if (text.size() > maxBytes)
        complain(key, "it is too long");
    else if (!canBeShown(text))
        complain(key, "it has characters that cannot be shown");
    return text;
}

std::uint64_t ControlFields::number(const char *key, std::uint64_t most)
{
    const double value = m_object[QLatin1String(key)].toDouble(-1);
    if (value >= 0 && value <= static_cast<double>(most) && std::trunc(value) == value)
        return static_cast<std::uint64_t>(value);
    complain(key, "it is not a whole number in its range");
    return 0;
}

std::uint64_t ControlFields::number(const char *key, std::uint64_t most, std::uint64_t otherwise)
{
    return has(key) ? number(key, most) : otherwise;
}

base::InfoHash ControlFields::infoHash(const char *key)
{
    const auto hash
        = base::InfoHash::fromHex(m_object[QLatin1String(key)].toString().toStdString());
    if (!hash)
        complain(key, "it is not 40 hexadecimal digits");
    return hash.value_or(base::InfoHash());
}

std::vector<std::string> ControlFields::announceUrls(const char *key, std::size_t most)
{
    std::vector<std::string> urls;
    const QJsonArray array = m_object[QLatin1String(key)].toArray();
    for (const auto &value : array)
        urls.push_back(value.toString().toStdString());
    if (urls.empty() || urls.size() > most || !std::ranges::all_of(urls, isAnnounceUrl))
        complain(key, "it is not a short list of http or udp URLs");
    return urls;
}

void ControlFields::allowOnly(std::initializer_list<const char *> keys)
{
    for (const QString &key : m_object.keys()) {
        const auto isKey = [&](const char *known) { return key == QLatin1String(known); };
        if (std::ranges::none_of(keys, isKey))
            complain("params", "there is an unknown key");
    }
}

base::Expected<void> ControlFields::check() const
{
    if (m_fault)
        return tl::unexpected(*m_fault);
    return {};
}

void ControlFields::complain(const char *key, const char *detail)
{
    if (!m_fault)
        m_fault = base::Error{base::ErrorCode::Usage, key, detail};
}

} // namespace net

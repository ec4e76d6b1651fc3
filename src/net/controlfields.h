#pragma once

#include "core/base/expected.h"
#include "core/base/ids.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace net {

/// Reads the parameters of a control message. The first fault is kept, and everything read after it
/// is without meaning; check() tells.
class ControlFields
{
public:
    /// The largest whole number that JSON carries safely.
    static constexpr std::uint64_t MaxNumber = (std::uint64_t{1} << 53) - 1;

    explicit ControlFields(const QJsonObject &object)
        : m_object(object)
    {
    }

    [[nodiscard]] bool has(const char *key) const { return m_object.contains(QLatin1String(key)); }
    /// Text that can be shown, of at most `maxBytes`; may be empty.
    std::string text(const char *key, std::size_t maxBytes);
    /// A whole number from 0 to `most`.
    std::uint64_t number(const char *key, std::uint64_t most = MaxNumber);
    /// The same, or `otherwise` when it is not there.
    std::uint64_t number(const char *key, std::uint64_t most, std::uint64_t otherwise);
    base::InfoHash infoHash(const char *key);
    /// From 1 to `most` announce URLs, http or udp, of at most 256 bytes.
    std::vector<std::string> announceUrls(const char *key, std::size_t most);
    /// Makes any other key a fault.
    void allowOnly(std::initializer_list<const char *> keys);

    /// Usage, with the parameter as `where`; nothing when all were right.
    [[nodiscard]] base::Expected<void> check() const;
    /// What check() found, which was something.
    [[nodiscard]] tl::unexpected<base::Error> fault() const
    {
        return tl::unexpected<base::Error>(*m_fault);
    }

private:
    void complain(const char *key, const char *detail);

    const QJsonObject &m_object;
    std::optional<base::Error> m_fault;
};

} // namespace net

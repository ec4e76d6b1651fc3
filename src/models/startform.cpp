#include "models/startform.h"

#include "core/base/units.h"
#include "models/quantity.h"
#include "models/samplecontent.h"

#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace models {

namespace {

std::optional<std::uint32_t> parseCount(const QString &text)
{
    bool ok = false;
    const uint value = text.trimmed().toUInt(&ok);
    return ok ? std::optional<std::uint32_t>(value) : std::nullopt;
}

QString countError(const QString &text, std::uint32_t lowest, std::uint32_t highest)
{
    const auto count = parseCount(text);
    if (count && *count >= lowest && *count <= highest)
        return {};
    return StartForm::tr("Type a whole number from %1 to %2").arg(lowest).arg(highest);
}

QString rateError(const QString &text)
{
    return parseRate(text)
        ? QString()
        : StartForm::tr("Type a rate such as 512 KiB/s or 2 MiB/s, or nothing for unlimited");
}

std::optional<std::uint64_t> parseSize(const QString &text)
{
    const auto size = base::parseBytes(text.trimmed().toStdString());
    const bool usable = size && *size > 0 && *size <= StartForm::largestSize;
    return usable ? std::optional(*size) : std::nullopt;
}

/// A plain number counts milliseconds here.
std::optional<base::Duration> parseLatency(const QString &text)
{
    std::string typed = text.simplified().remove(QLatin1Char(' ')).toStdString();
    if (!typed.empty() && typed.find_first_not_of("0123456789.") == std::string::npos)
        typed += "ms";
    const auto latency = base::parseDuration(typed);
    const bool usable = latency && *latency <= StartForm::longestLatency;
    return usable ? std::optional(*latency) : std::nullopt;
}

} // namespace

void StartForm::setPath(const QString &path)
{
    const QUrl url(path);
    m_path = url.isLocalFile() ? url.toLocalFile() : path;
    m_useSample = false;
    Q_EMIT changed();
}

QString StartForm::pathError() const
{
    if (m_useSample || m_virtualWorld)
        return {};
    if (m_path.trimmed().isEmpty())
        return tr("Choose a file or folder, or take the sample");
    const QFileInfo info(m_path);
    if (!info.exists())
        return tr("There is no such file");
    if (!info.isReadable())
        return tr("This file may not be read");
    if (info.isFile() && info.size() == 0)
        return tr("This file is empty: there is nothing to share");
    return {};
}

QString StartForm::sizeError() const
{
    return !m_virtualWorld || parseSize(m_size) ? QString()
                                                : tr("Type a size up to 16 GiB, such as 64 MiB");
}

QString StartForm::latencyError() const
{
    return !m_virtualWorld || parseLatency(m_latency) ? QString()
                                                      : tr("Type a time up to 10 s, such as 25 ms");
}

QString StartForm::upRateDefault() const
{
    return rateSetting(m_virtualWorld ? defaultUpRate : 0);
}

QString StartForm::downRateDefault() const
{
    return rateSetting(m_virtualWorld ? defaultDownRate : 0);
}

QString StartForm::leechersError() const
{
    return countError(m_leechers, 1, mostLeechers);
}

QString StartForm::seedsError() const
{
    return countError(m_seeds, 1, mostSeeds);
}

QString StartForm::upRateError() const
{
    return rateError(m_upRate);
}

QString StartForm::downRateError() const
{
    return rateError(m_downRate);
}

QString StartForm::maxNError() const
{
    return m_maxN.trimmed().isEmpty() ? QString() : countError(m_maxN, 1, highestMaxN);
}

bool StartForm::isValid() const
{
    return pathError().isEmpty() && sizeError().isEmpty() && latencyError().isEmpty()
        && leechersError().isEmpty() && seedsError().isEmpty() && upRateError().isEmpty()
        && downRateError().isEmpty() && maxNError().isEmpty();
}

QString StartForm::outlook() const
{
    if (!isValid())
        return {};
    const SwarmOrder asked = order();
    const std::uint64_t bytes = m_virtualWorld ? asked.size : contentSize();
    if (bytes == 0)
        return {};
    const double seconds = leastSeconds(bytes, asked);
    const QString size = bytesText(static_cast<double>(bytes));
    const QString copies = asked.leechers == 1
        ? tr("%1 to 1 leecher").arg(size)
        : tr("%1 to %2 leechers").arg(size).arg(asked.leechers);
    if (seconds < 1)
        return tr("%1, as fast as this machine can.").arg(copies);
    return tr("%1: %2 at the earliest with these rates.")
        .arg(copies, durationText(std::ceil(seconds)));
}

SwarmOrder StartForm::order() const
{
    SwarmOrder order;
    order.content = m_path.toStdString();
    order.leechers = parseCount(m_leechers).value_or(0);
    order.seeds = parseCount(m_seeds).value_or(0);
    order.upRate = parseRate(m_upRate).value_or(0);
    order.downRate = parseRate(m_downRate).value_or(0);
    order.maxN = parseCount(m_maxN).value_or(0);
    if (m_virtualWorld) {
        order.isVirtual = true;
        order.size = parseSize(m_size).value_or(0);
        order.latency = parseLatency(m_latency).value_or(base::Duration(0));
        order.upRate = order.upRate > 0 ? order.upRate : defaultUpRate;
        order.downRate = order.downRate > 0 ? order.downRate : defaultDownRate;
    }
    return order;
}

std::uint64_t StartForm::contentSize() const
{
    if (m_useSample)
        return SampleContent::dataSize;
    const QFileInfo info(m_path);
    return info.isFile() ? static_cast<std::uint64_t>(info.size()) : 0;
}

double leastSeconds(std::uint64_t bytes, const net::SwarmSetup &setup)
{
    const auto size = static_cast<double>(bytes);
    const auto up = static_cast<double>(setup.upRate);
    double seconds = 0;
    if (setup.downRate > 0)
        seconds = size / static_cast<double>(setup.downRate);
    if (up > 0) {
        seconds = std::max(seconds, size / (up * setup.seeds));
        seconds = std::max(seconds, size * setup.leechers / (up * (setup.seeds + setup.leechers)));
    }
    return seconds;
}

} // namespace models

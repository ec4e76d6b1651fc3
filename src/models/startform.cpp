#include "models/startform.h"

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
    if (m_useSample)
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
    return pathError().isEmpty() && leechersError().isEmpty() && seedsError().isEmpty()
        && upRateError().isEmpty() && downRateError().isEmpty() && maxNError().isEmpty();
}

QString StartForm::outlook() const
{
    if (!isValid())
        return {};
    const net::SwarmSetup asked = setup();
    const std::uint64_t bytes = contentSize();
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

net::SwarmSetup StartForm::setup() const
{
    net::SwarmSetup setup;
    setup.content = m_path.toStdString();
    setup.leechers = parseCount(m_leechers).value_or(0);
    setup.seeds = parseCount(m_seeds).value_or(0);
    setup.upRate = parseRate(m_upRate).value_or(0);
    setup.downRate = parseRate(m_downRate).value_or(0);
    setup.maxN = parseCount(m_maxN).value_or(0);
    return setup;
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

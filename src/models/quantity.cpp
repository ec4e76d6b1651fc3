#include "models/quantity.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>

namespace models {

namespace {

constexpr double kibi = 1024.0;
constexpr double percent = 100.0;
constexpr int secondsAMinute = 60;
constexpr std::uint64_t highestRate = std::uint64_t{1} << 40; // 1 TiB/s
constexpr std::array binaryUnits{"B", "KiB", "MiB", "GiB", "TiB"};

QString scaled(double bytes, const QString &after)
{
    std::size_t unit = 0;
    while (bytes >= 1000 && unit + 1 < binaryUnits.size()) {
        bytes /= kibi;
        ++unit;
    }
    const bool oneDecimal = unit > 0 && bytes < 10 && std::abs(bytes - std::round(bytes)) >= 0.05;
    return QLocale::c().toString(bytes, 'f', oneDecimal ? 1 : 0) + QChar::Nbsp
        + QString::fromLatin1(binaryUnits[unit]) + after;
}

std::optional<double> unitFactor(const QString &unit)
{
    if (unit.isEmpty())
        return 1.0;
    constexpr std::array letters{'k', 'm', 'g', 't'};
    for (std::size_t power = 0; power < letters.size(); ++power) {
        if (unit.front().toLatin1() != letters[power])
            continue;
        const bool decimal = unit.size() == 2; // kb: decimal; k and kib: binary
        return std::pow(decimal ? 1000.0 : kibi, static_cast<double>(power + 1));
    }
    return 1.0;
}

} // namespace

QString bytesText(double bytes)
{
    return scaled(bytes, {});
}

QString rateText(double bytesPerSecond)
{
    return bytesPerSecond < 1 ? QStringLiteral("–") : scaled(bytesPerSecond, QStringLiteral("/s"));
}

QString shareText(double share)
{
    double shown = std::round(share * percent);
    if (share < 1)
        shown = std::min(shown, percent - 1);
    if (share > 0)
        shown = std::max(shown, 1.0);
    return QString::number(shown) + QChar::Nbsp + QLatin1Char('%');
}

QString durationText(double seconds)
{
    const auto whole = static_cast<qint64>(std::max(0.0, seconds));
    const qint64 minutes = whole / secondsAMinute;
    const QLatin1Char zero('0');
    const QString rest = QStringLiteral("%1").arg(whole % secondsAMinute, 2, 10, zero);
    if (minutes < secondsAMinute)
        return QStringLiteral("%1:%2").arg(minutes).arg(rest);
    return QStringLiteral("%1:%2:%3")
        .arg(minutes / secondsAMinute)
        .arg(minutes % secondsAMinute, 2, 10, zero)
        .arg(rest);
}

std::optional<std::uint64_t> parseRate(const QString &text)
{
    QString plain = text.simplified().toLower();
    plain.replace(QChar::Nbsp, QLatin1Char(' '));
    if (plain.isEmpty() || plain == QLatin1String("unlimited")
        || plain == QCoreApplication::translate("Quantity", "unlimited").toLower())
        return 0;
    static const QRegularExpression form(
        QStringLiteral(R"(^(\d{1,13}(?:\.\d{1,6})?) ?((?:[kmgt]i?)?b?|[kmgt])(?:/s)?$)"));
    const QRegularExpressionMatch match = form.match(plain);
    if (!match.hasMatch())
        return std::nullopt;
    const std::optional<double> factor = unitFactor(match.captured(2));
    const double rate = std::round(match.captured(1).toDouble() * factor.value_or(1));
    if (rate > static_cast<double>(highestRate))
        return std::nullopt;
    return static_cast<std::uint64_t>(rate);
}

QString rateSetting(std::uint64_t bytesPerSecond)
{
    if (bytesPerSecond == 0)
        return QCoreApplication::translate("Quantity", "unlimited");
    return scaled(static_cast<double>(bytesPerSecond), QStringLiteral("/s"))
        .replace(QChar::Nbsp, QLatin1Char(' '));
}

} // namespace models

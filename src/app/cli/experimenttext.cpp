#include "app/cli/experimenttext.h"

#include "core/lab/resulttables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace app {

namespace {

constexpr std::array<std::string_view, 4> columns{"completion-mean", "completion-median",
                                                  "share-ratio-mean", "uplink-use"};

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Of UTF-8 text.
std::size_t charactersOf(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string cell(const lab::Statistic &statistic)
{
    if (!statistic.meanInterval)
        return fmt::format("{:.4g}", statistic.mean);
    return fmt::format("{:.4g} \u00b1 {:.2g}", statistic.mean,
                       statistic.meanInterval->high - statistic.mean);
}

using Lines = std::vector<std::vector<std::string>>;

/// Columns of one width each, the first `words` of them to the left.
std::string aligned(const Lines &lines, std::size_t words)
{
    std::vector<std::size_t> widths(lines[0].size());
    for (const auto &line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], charactersOf(line[i]));
    }
    std::string text;
    for (const auto &line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string space(widths[i] - charactersOf(line[i]), ' ');
            text += i < words ? line[i] + space : space + line[i];
            text += i + 1 < line.size() ? "  " : "\n";
        }
    }
    return text;
}

QJsonArray pairOf(const lab::Interval &interval)
{
    return {interval.low, interval.high};
}

QJsonObject jsonOf(const lab::SummaryRow &row, const lab::Setting &setting)
{
    QJsonObject keys;
    for (const lab::Assignment &each : setting)
        keys[qt(each.path)] = qt(lab::textOf(each.value));
    const lab::Statistic &s = row.statistic;
    QJsonObject object{
        {QStringLiteral("setting"), keys},
        {QStringLiteral("group"), qt(row.group)},
        {QStringLiteral("metric"), qt(row.metric)},
        {QStringLiteral("n"), static_cast<qint64>(s.n)},
        {QStringLiteral("mean"), s.mean},
        {QStringLiteral("median"), s.median},
        {QStringLiteral("min"), s.min},
        {QStringLiteral("max"), s.max},
    };
    if (s.deviation)
        object[QStringLiteral("sd")] = *s.deviation;
    if (s.meanInterval)
        object[QStringLiteral("meanInterval")] = pairOf(*s.meanInterval);
    if (s.medianInterval)
        object[QStringLiteral("medianInterval")] = pairOf(*s.medianInterval);
    return object;
}

} // namespace

std::string resultsText(const lab::ExperimentResults &results)
{
    const lab::Sweep &sweep = results.experiment().sweep();
    Lines lines(1);
    for (const lab::Axis &axis : sweep.axes)
        lines[0].push_back(axis.path);
    lines[0].push_back("group");
    const std::size_t words = lines[0].size(); // the columns before the numbers
    lines[0].insert(lines[0].end(), columns.begin(), columns.end());
    std::map<std::pair<std::uint32_t, std::string>, std::size_t> places; // by setting and group
    for (const lab::SummaryRow &row : results.summary()) {
        const auto column = std::ranges::find(columns, row.metric);
        if (column == columns.end())
            continue;
        const auto [place, isNew] = places.try_emplace({row.setting, row.group}, lines.size());
        if (isNew) {
            auto &line = lines.emplace_back();
            for (const lab::Assignment &each : sweep.setting(row.setting))
                line.push_back(lab::textOf(each.value));
            line.push_back(row.group);
            line.resize(words + columns.size(), "-");
        }
        lines[place->second][words + static_cast<std::size_t>(column - columns.begin())]
            = cell(row.statistic);
    }
    return aligned(lines, words);
}

std::string resultsJson(const lab::ExperimentResults &results)
{
    QJsonArray rows;
    for (const lab::SummaryRow &row : results.summary())
        rows.append(jsonOf(row, results.experiment().sweep().setting(row.setting)));
    const QJsonObject object{
        {QStringLiteral("scenario"), qt(results.experiment().scenario().name)},
        {QStringLiteral("trials"), static_cast<qint64>(results.experiment().trials().size())},
        {QStringLiteral("finished"),
         static_cast<qint64>(results.trials().size() - results.failures())},
        {QStringLiteral("failed"), static_cast<qint64>(results.failures())},
        {QStringLiteral("summary"), rows},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace app

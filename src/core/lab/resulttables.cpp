#include "core/lab/resulttables.h"

#include "core/base/csv.h"

#include <algorithm>
#include <fmt/format.h>

namespace lab {

namespace {

/// Lines of a table, field by field.
class Table
{
public:
    template <typename T> Table &operator<<(const T &field)
    {
        if constexpr (std::is_convertible_v<T, std::string_view>)
            put(base::csvField(field));
        else
            put(fmt::format("{}", field));
        return *this;
    }
    template <typename T> Table &operator<<(const std::optional<T> &field)
    {
        if (field)
            return *this << *field;
        put("");
        return *this;
    }
    Table &operator<<(const Setting &setting)
    {
        for (const Assignment &each : setting)
            *this << textOf(each.value);
        return *this;
    }
    Table &operator<<(const std::vector<Axis> &axes)
    {
        for (const Axis &axis : axes)
            *this << axis.path;
        return *this;
    }
    void endLine()
    {
        m_text += '\n';
        m_inLine = false;
    }
    std::string take() { return std::move(m_text); }

private:
    void put(std::string_view field)
    {
        if (std::exchange(m_inLine, true))
            m_text += ',';
        m_text += field;
    }

    std::string m_text;
    bool m_inLine = false;
};

/// The columns every table of trials begins with.
void beginHeader(Table &table, const ExperimentResults &results)
{
    table << "run_id"
          << "rep"
          << "seed" << results.experiment().sweep().axes;
}

void beginRow(Table &table, const ExperimentResults &results, std::uint32_t index)
{
    const Trial &trial = results.experiment().trials()[index];
    table << trial.index + 1 << trial.repetition + 1 << trial.seed
          << results.experiment().sweep().setting(trial.setting);
}

std::string_view unitOf(std::string_view metric)
{
    return std::ranges::find(metrics(), metric, &Metric::name)->unit;
}

/// The names of the groups; a sweep may change them.
std::vector<std::string> groupNames(const ExperimentResults &results, std::uint32_t index)
{
    std::vector<std::string> names;
    const auto scenario = results.experiment().scenarioOf(results.experiment().trials()[index]);
    for (const sim::PeerGroup &group : scenario->setup.groups)
        names.push_back(group.name);
    return names;
}

} // namespace

std::string settingText(const Setting &setting)
{
    std::string text;
    for (const Assignment &each : setting)
        text += fmt::format("{}{}={}", text.empty() ? "" : ", ", each.path, textOf(each.value));
    return text.empty() ? "-" : text;
}

std::string trialsCsv(const ExperimentResults &results)
{
    Table table;
    beginHeader(table, results);
    table << "group"
          << "metric"
          << "unit"
          << "value";
    table.endLine();
    for (const auto &[index, trial] : results.trials()) {
        for (const Measured &each : results.measuredOf(index)) {
            beginRow(table, results, index);
            table << each.group << each.metric << unitOf(each.metric) << each.value;
            table.endLine();
        }
    }
    return table.take();
}

std::string peersCsv(const ExperimentResults &results)
{
    Table table;
    beginHeader(table, results);
    table << "peer"
          << "group"
          << "joined_s"
          << "first_piece_s"
          << "completed_s"
          << "left_s"
          << "uploaded_bytes"
          << "downloaded_bytes"
          << "wasted_bytes"
          << "waited_s";
    table.endLine();
    for (const auto &[index, trial] : results.trials()) {
        const auto names = groupNames(results, index);
        for (const PeerObservation &peer : trial.observation.peers) {
            beginRow(table, results, index);
            table << peer.number << (peer.group < names.size() ? names[peer.group] : "")
                  << peer.joined << peer.firstPiece << peer.completed << peer.left << peer.uploaded
                  << peer.downloaded << peer.wasted << peer.waited;
            table.endLine();
        }
    }
    return table.take();
}

std::string samplesCsv(const ExperimentResults &results)
{
    Table table;
    beginHeader(table, results);
    table << "t_s"
          << "peers"
          << "seeds"
          << "rarest_copies"
          << "connections"
          << "interest";
    table.endLine();
    for (const auto &[index, trial] : results.trials()) {
        for (const Sample &sample : trial.observation.samples) {
            beginRow(table, results, index);
            table << sample.at << sample.leechers << sample.seeds << sample.copies
                  << sample.connections << sample.interest;
            table.endLine();
        }
    }
    return table.take();
}

std::string summaryCsv(const ExperimentResults &results)
{
    Table table;
    table << results.experiment().sweep().axes << "group"
          << "metric"
          << "unit"
          << "n"
          << "mean"
          << "sd"
          << "mean_low"
          << "mean_high"
          << "median"
          << "median_low"
          << "median_high"
          << "min"
          << "max";
    table.endLine();
    const auto low = [](const std::optional<Interval> &interval) {
        return interval ? std::optional(interval->low) : std::nullopt;
    };
    const auto high = [](const std::optional<Interval> &interval) {
        return interval ? std::optional(interval->high) : std::nullopt;
    };
    for (const SummaryRow &row : results.summary()) {
        const Statistic &s = row.statistic;
        table << results.experiment().sweep().setting(row.setting) << row.group << row.metric
              << unitOf(row.metric) << s.n << s.mean << s.deviation << low(s.meanInterval)
              << high(s.meanInterval) << s.median << low(s.medianInterval) << high(s.medianInterval)
              << s.min << s.max;
        table.endLine();
    }
    return table.take();
}

std::string failuresCsv(const ExperimentResults &results)
{
    Table table;
    beginHeader(table, results);
    table << "fault";
    table.endLine();
    for (const auto &[index, trial] : results.trials()) {
        if (!trial.fault)
            continue;
        beginRow(table, results, index);
        table << *trial.fault;
        table.endLine();
    }
    return table.take();
}

} // namespace lab

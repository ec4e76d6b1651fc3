#include "core/lab/eventreader.h"

#include "core/lab/groupreader.h"
#include "core/lab/setupcheck.h"

#include <algorithm>
#include <string_view>

namespace lab {

namespace {

/// In the order of TimelineEvent::Kind.
const std::vector<std::string_view> kinds{"leave",        "crash",      "disconnect", "reconnect",
                                          "tracker-down", "tracker-up", "stay"};

void readGroupName(TomlTable &table, TimelineEvent &event, const sim::SimSetup &setup)
{
    std::vector<std::string_view> names;
    for (const sim::PeerGroup &group : setup.groups)
        names.emplace_back(group.name);
    if (const auto group = table.choice("group", names))
        event.group = static_cast<std::uint32_t>(*group);
}

void readPeers(TomlTable &table, TimelineEvent &event)
{
    std::uint32_t count = 0;
    table.whole("count", count);
    if (table.has("count"))
        event.count = count;
    table.number("part", event.part);
    if (table.has("part") && table.has("count"))
        table.wrong("part", "it cannot be there together with count");
    if (!(event.part > 0 && event.part <= 1))
        table.wrong("part", "it is a part of the peers, above 0 and at most 1");
}

void readNewStay(TomlTable &table, TimelineEvent &event)
{
    table.require("stay");
    if (!table.has("stay"))
        return;
    const TomlTable stay = table.table("stay");
    event.stay = readStay(stay);
    const auto kind = event.stay.kind;
    if (kind == sim::Stay::Kind::Abort || kind == sim::Stay::Kind::Crash)
        table.wrong("stay.kind", "an event changes how long peers stay once they are complete");
    if (const auto flaw = findFlaw(event.stay); flaw && stay.has(flaw->key))
        table.wrong("stay." + flaw->key, flaw->detail);
}

TimelineEvent readEvent(TomlTable &table, const sim::SimSetup &setup)
{
    TimelineEvent event;
    base::Duration at{};
    table.duration("at", at);
    table.require("at");
    if (at > setup.horizon)
        table.wrong("at", "it never happens: the run ends before, at limits.horizon");
    event.at = base::Time(at);
    if (const auto kind = table.choice("do", kinds))
        event.kind = static_cast<TimelineEvent::Kind>(*kind);
    table.require("do");
    if (event.concernsPeers() || event.kind == TimelineEvent::Kind::Stay)
        readGroupName(table, event, setup);
    if (event.concernsPeers())
        readPeers(table, event);
    if (event.kind == TimelineEvent::Kind::Stay)
        readNewStay(table, event);
    table.refuseOthers();
    return event;
}

} // namespace

std::vector<TimelineEvent> readEvents(TomlTable &file, const sim::SimSetup &setup)
{
    std::vector<TimelineEvent> events;
    for (TomlTable &table : file.tables("event"))
        events.push_back(readEvent(table, setup));
    std::ranges::stable_sort(events, {}, &TimelineEvent::at);
    return events;
}

} // namespace lab

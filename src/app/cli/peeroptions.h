#pragma once

#include "app/cli/command.h"
#include "core/base/choice.h"
#include "core/base/time.h"
#include "net/peersetup.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace app {

/// The options that `seed` and `get` share, as they were typed.
struct PeerArguments {
    std::string torrent;
    std::string directory = ".";
    std::string listen = ":0";
    std::string up;
    std::string down;
    std::uint32_t maxN = 0;
    std::string picker = "rarest-first";
    std::string choker = "tit-for-tat";
    std::string seedChoker;
    bool superSeeding = false;
    std::vector<std::string> peers;
};

/// Adds them to a sub-command.
void addPeerOptions(CLI::App &command, PeerArguments &arguments);

/// Reads the .torrent and the options. A usage error names the option or file at fault.
base::Expected<net::PeerSetup> readPeerSetup(const PeerArguments &arguments);

/// The names of a policy table, for an option's check.
template <typename Policies> std::vector<std::string> policyNames(const Policies &policies)
{
    std::vector<std::string> names;
    for (const auto &policy : policies)
        names.emplace_back(policy.name);
    return names;
}

/// Adds an option that takes a name of a policy table; left out, the target stays as it is.
template <typename Policies>
CLI::Option *addPolicyOption(CLI::App &command, const std::string &option, std::string &target,
                             const Policies &policies, const std::string &description)
{
    return command.add_option(option, target, description)
        ->check(CLI::IsMember(policyNames(policies)));
}

/// Adds an option that takes a name of a table of plain values; its text needs no reader later.
template <typename Target, typename Value>
CLI::Option *addChoiceOption(CLI::App &command, const std::string &option, Target &target,
                             std::span<const base::Choice<Value>> choices,
                             const std::string &description)
{
    return command
        .add_option_function<std::string>(
            option,
            [&target, choices](const std::string &name) {
                target = std::ranges::find(choices, name, &base::Choice<Value>::name)->value;
            },
            description)
        ->check(CLI::IsMember(policyNames(choices)));
}

/// Reads ADDR:PORT for that option.
base::Expected<base::Endpoint> readEndpoint(const std::string &option, const std::string &text);
/// Reads a rate for that option; 0 when it was left out.
base::Expected<std::uint64_t> readRate(const std::string &option, const std::string &text);

/// Lets this process have as many open files as the system allows it: every link is one.
void raiseFileLimit();

} // namespace app

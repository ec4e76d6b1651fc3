#include "net/usercommand.h"

#include "core/base/suggestion.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace net {

namespace {

enum class Argument : std::uint8_t { None, Optional, Needed };

struct Verb {
    std::string_view word;
    UserVerb verb;
    Argument argument;
    std::string_view usage; ///< empty = another word for the one before
    std::string_view does;
};

constexpr std::array verbs{
    Verb{"share", UserVerb::Share, Argument::Needed, "share FILE|FOLDER",
         "makes a torrent of it, gives it to the index and seeds it (also: upload)"},
    Verb{"upload", UserVerb::Share, Argument::Needed, "", ""},
    Verb{"search", UserVerb::Search, Argument::Optional, "search [TEXT]",
         "lists what the index has"},
    Verb{"download", UserVerb::Download, Argument::Needed, "download NAME|INFOHASH",
         "fetches the .torrent from the index and downloads; or FILE.torrent"},
    Verb{"list", UserVerb::List, Argument::None, "list", "shows your torrents and files"},
    Verb{"disconnect", UserVerb::Disconnect, Argument::None, "disconnect",
         "stops uploads and downloads and leaves the trackers' lists"},
    Verb{"connect", UserVerb::Connect, Argument::None, "connect", "comes back and goes on"},
    Verb{"wait", UserVerb::Wait, Argument::Optional, "wait [SECONDS]",
         "until the downloads are done"},
    Verb{"stay", UserVerb::Stay, Argument::None, "stay", "goes on sharing until Ctrl+C"},
    Verb{"help", UserVerb::Help, Argument::None, "help", "shows this"},
    Verb{"quit", UserVerb::Quit, Argument::None, "quit", "leaves"},
};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const std::size_t from = text.find_first_not_of(space);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(space) - from + 1);
}

/// Takes away one pair of quotes around the whole text.
std::string_view unquoted(std::string_view text)
{
    const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'')
        && text.front() == text.back();
    return quoted ? text.substr(1, text.size() - 2) : text;
}

bool isSeconds(std::string_view text)
{
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

base::Expected<UserCommand> parseUserCommand(std::string_view line)
{
    using base::ErrorCode;
    if (line.size() > maxUserLineBytes)
        return base::fail(ErrorCode::Usage, "", "the line is longer than 16 KiB");
    line = trimmed(line);
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    const std::string_view argument = unquoted(trimmed(line.substr(word.size())));
    const auto *found = std::ranges::find(verbs, word, &Verb::word);
    if (found == verbs.end()) {
        std::vector<std::string_view> words;
        words.reserve(verbs.size());
        for (const Verb &verb : verbs)
            words.push_back(verb.word);
        return base::fail(ErrorCode::Usage, base::cleanText(word, 40),
                          "there is no such command; " + base::suggestion(word, words));
    }
    if (argument.find('\0') != std::string_view::npos)
        return base::fail(ErrorCode::Usage, std::string(word), "a name holds no zero byte");
    if (found->argument == Argument::Needed && argument.empty())
        return base::fail(ErrorCode::Usage, std::string(word), "say what");
    if (found->argument == Argument::None && !argument.empty())
        return base::fail(ErrorCode::Usage, std::string(word), "it takes no argument");
    if (found->verb == UserVerb::Wait && !argument.empty() && !isSeconds(argument))
        return base::fail(ErrorCode::Usage, std::string(word), "it takes a number of seconds");
    return UserCommand{found->verb, std::string(argument)};
}

std::vector<std::string> splitUserCommands(std::string_view line)
{
    std::vector<std::string> parts;
    std::string part;
    char quote = 0;
    const auto end = [&] {
        if (const auto text = trimmed(part); !text.empty())
            parts.emplace_back(text);
        part.clear();
    };
    for (const char c : line) {
        if (c == ';' && quote == 0) {
            end();
            continue;
        }
        if (c == quote)
            quote = 0;
        else if (quote == 0 && c == '"')
            quote = c;
        part.push_back(c);
    }
    end();
    return parts;
}

std::string userHelp()
{
    std::string text;
    for (const Verb &verb : verbs) {
        if (!verb.usage.empty())
            text += fmt::format("  {:<24}{}\n", verb.usage, verb.does);
    }
    return text;
}

} // namespace net

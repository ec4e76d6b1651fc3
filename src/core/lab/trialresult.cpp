#include "core/lab/trialresult.h"

#include "core/base/digest.h"
#include "core/base/text.h"

#include <charconv>
#include <fmt/format.h>
#include <iterator>

namespace lab {

namespace {

constexpr std::size_t longestFault = 500;
constexpr std::string_view faultWord = "fault";
constexpr std::string_view seenWord = "seen";

/// Words with a space before each.
class Words
{
public:
    template <typename T> Words &operator<<(const T &word)
    {
        fmt::format_to(std::back_inserter(m_text), " {}", word);
        return *this;
    }
    template <typename T> Words &operator<<(const std::optional<T> &word)
    {
        return word ? *this << *word : *this << '-';
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

/// The words of a line, one by one; after a wrong one nothing is read any more.
class WordReader
{
public:
    explicit WordReader(std::string_view text)
        : m_rest(text)
    {
    }

    std::string_view word()
    {
        if (!m_rest.starts_with(' ')) {
            m_good = false;
            return {};
        }
        m_rest.remove_prefix(1);
        const std::string_view word = m_rest.substr(0, m_rest.find(' '));
        m_rest.remove_prefix(word.size());
        return word;
    }
    template <typename Number> WordReader &operator>>(Number &to)
    {
        parse(word(), to);
        return *this;
    }
    template <typename Number> WordReader &operator>>(std::optional<Number> &to)
    {
        const std::string_view text = word();
        if (text != "-")
            parse(text, to.emplace());
        return *this;
    }
    [[nodiscard]] bool isGood() const { return m_good; }
    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

private:
    template <typename Number> void parse(std::string_view text, Number &to)
    {
        const char *const last = text.data() + text.size();
        const auto [end, error] = std::from_chars(text.data(), last, to);
        m_good = m_good && !text.empty() && error == std::errc{} && end == last;
    }

    std::string_view m_rest;
    bool m_good = true;
};

void write(Words &words, const Observation &seen)
{
    words << seen.announces << seen.elapsed << seen.peers.size();
    for (const PeerObservation &peer : seen.peers)
        words << peer.number << peer.group << peer.joined << peer.firstPiece << peer.nearlyAll
              << peer.completed << peer.left << peer.uploaded << peer.downloaded << peer.wasted
              << peer.waited;
    words << seen.samples.size();
    for (const Sample &sample : seen.samples)
        words << sample.at << sample.leechers << sample.seeds << sample.copies << sample.connections
              << sample.interest;
    if (seen.crossing) // the last word, since it came to the format last
        words << seen.crossing;
}

void read(WordReader &words, Observation &seen)
{
    std::size_t count = 0;
    words >> seen.announces >> seen.elapsed >> count;
    for (std::size_t i = 0; i < count && words.isGood(); ++i) {
        PeerObservation &peer = seen.peers.emplace_back();
        words >> peer.number >> peer.group >> peer.joined >> peer.firstPiece >> peer.nearlyAll
            >> peer.completed >> peer.left >> peer.uploaded >> peer.downloaded >> peer.wasted
            >> peer.waited;
    }
    words >> count;
    for (std::size_t i = 0; i < count && words.isGood(); ++i) {
        Sample &sample = seen.samples.emplace_back();
        words >> sample.at >> sample.leechers >> sample.seeds >> sample.copies >> sample.connections
            >> sample.interest;
    }
    if (!words.isAtEnd())
        words >> seen.crossing;
}

std::string digestOf(std::string_view text)
{
    std::string hex;
    for (const std::uint8_t byte : base::Sha1::of(base::asBytes(text)).bytes)
        hex += fmt::format("{:02x}", byte);
    return hex;
}

} // namespace

std::string encode(const TrialResult &result)
{
    Words words;
    words << result.trial;
    if (result.fault) {
        words << faultWord << base::cleanText(*result.fault, longestFault);
    } else {
        words << seenWord;
        write(words, result.observation);
    }
    const std::string text = words.take();
    return digestOf(text) + text;
}

std::optional<TrialResult> decodeTrialResult(std::string_view line)
{
    const std::size_t digestEnd = line.find(' ');
    if (digestEnd == std::string_view::npos)
        return std::nullopt;
    const std::string_view text = line.substr(digestEnd);
    if (line.substr(0, digestEnd) != digestOf(text))
        return std::nullopt;
    TrialResult result;
    WordReader words(text);
    words >> result.trial;
    const std::string_view kind = words.word();
    if (kind == faultWord) {
        result.fault = words.rest().substr(std::min<std::size_t>(words.rest().size(), 1));
        return result;
    }
    if (kind != seenWord)
        return std::nullopt;
    read(words, result.observation);
    if (!words.isGood() || !words.isAtEnd())
        return std::nullopt;
    return result;
}

} // namespace lab

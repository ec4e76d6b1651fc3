#include "net/indexsite.h"

#include "core/wire/querystring.h"
#include "net/indexforms.h"
#include "net/indexhtml.h"
#include "net/indexjson.h"

#include <QHostAddress>
#include <QRandomGenerator>

#include <algorithm>
#include <fmt/format.h>

namespace net {

namespace {

using base::ErrorCode;

constexpr std::string_view TorrentType = "application/x-bittorrent";
constexpr std::string_view TorrentPrefix = "/torrent/";
constexpr std::string_view TorrentSuffix = ".torrent";
constexpr std::string_view RemoveSuffix = "/remove";

/// The authority of a Host field without its port.
std::string_view hostWithoutPort(std::string_view host)
{
    if (host.starts_with('['))
        return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

/// A browser that asks by an address knows whom it asks; only names can be rebound.
bool isAddress(std::string_view host)
{
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    const auto text = QString::fromLatin1(host.data(), static_cast<qsizetype>(host.size()));
    return !QHostAddress(text).isNull() && (text.count(u'.') == 3 || text.contains(u':'));
}

/// Takes as long for every first difference.
bool isSameSecret(std::string_view a, std::string_view b)
{
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

std::string newToken()
{
    auto *source = QRandomGenerator::system();
    return fmt::format("{:016x}{:016x}", source->generate64(), source->generate64());
}

/// The status that goes with an error of the library.
HttpStatus statusOf(const base::Error &error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
        return HttpStatus::NotFound;
    case ErrorCode::Io:
        return HttpStatus::InsufficientStorage;
    case ErrorCode::Usage:
        return HttpStatus::Forbidden;
    default:
        return HttpStatus::BadRequest;
    }
}

bool isRead(HttpMethod method)
{
    return method == HttpMethod::Get || method == HttpMethod::Head;
}

} // namespace

IndexSite::IndexSite(TorrentLibrary &library, IndexAccess access)
    : m_library(library)
    , m_access(std::move(access))
    , m_pages(std::make_unique<IndexHtml>())
    , m_json(std::make_unique<IndexJson>())
{
}

IndexSite::~IndexSite() = default;

const IndexView &IndexSite::viewFor(const HttpRequest &request) const
{
    const std::string_view accept = request.field("accept");
    const bool wantsPages = accept.find("text/html") != std::string_view::npos;
    const bool wantsJson = accept.find("application/json") != std::string_view::npos;
    const bool isApi = request.path == "/torrents" || request.method == HttpMethod::Delete;
    return !wantsPages && (wantsJson || isApi) ? *m_json : *m_pages;
}

HttpReply IndexSite::reply(HttpStatus status, const HttpRequest &request, std::string body) const
{
    return {status,
            viewFor(request).contentType(),
            {{"Vary", "Accept"},
             {"Cache-Control", "no-cache"},
             {"X-Content-Type-Options", "nosniff"},
             {"Referrer-Policy", "same-origin"},
             {"Content-Security-Policy",
              "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
              "frame-ancestors 'none'"}},
            std::move(body)};
}

HttpReply IndexSite::faultReply(const Fault &fault, const HttpRequest &request) const
{
    HttpReply answer
        = reply(fault.status, request, viewFor(request).fault(fault.status, fault.error));
    if (fault.status == HttpStatus::Unauthorized)
        answer.fields.emplace_back("WWW-Authenticate", "Bearer realm=\"upload\"");
    if (fault.status == HttpStatus::MethodNotAllowed)
        answer.fields.emplace_back("Allow", fault.error.where);
    return answer;
}

HttpReply IndexSite::refusal(HttpStatus status, const std::string &detail,
                             const HttpRequest &request)
{
    return faultReply({status, {ErrorCode::Malformed, "", detail}}, request);
}

HttpReply IndexSite::answer(const HttpRequest &request)
{
    if (const auto fault = checkHost(request))
        return faultReply(*fault, request);
    const auto answer = route(request);
    return answer ? *answer : faultReply(answer.error(), request);
}

std::optional<IndexSite::Fault> IndexSite::checkHost(const HttpRequest &request) const
{
    const std::string_view authority = request.field("host");
    const std::string_view host = hostWithoutPort(authority);
    if (request.countOf("host") > 1)
        return Fault{HttpStatus::BadRequest, {ErrorCode::Malformed, "Host", "it is there twice"}};
    const bool known = host == "localhost" || isAddress(host)
        || std::ranges::find(m_access.hosts, host) != m_access.hosts.end();
    if (!known)
        return Fault{HttpStatus::MisdirectedRequest,
                     {ErrorCode::Usage, "Host", "this server is not asked by that name"}};
    const std::string_view origin = request.field("origin");
    const bool isOwn = origin.empty() || origin == "http://" + std::string(authority)
        || origin == "https://" + std::string(authority);
    if (!isRead(request.method) && !isOwn)
        return Fault{HttpStatus::Forbidden,
                     {ErrorCode::Usage, "Origin", "another site's page may not change anything"}};
    return std::nullopt;
}

IndexSite::Answer IndexSite::route(const HttpRequest &request)
{
    const bool read = isRead(request.method);
    const auto only = [](const char *methods) {
        return tl::unexpected(Fault{HttpStatus::MethodNotAllowed,
                                    {ErrorCode::Usage, methods, "nothing else is done here"}});
    };
    if (request.path == "/")
        return read ? list(request) : only("GET, HEAD");
    if (request.path == "/style.css") {
        if (!read)
            return only("GET, HEAD");
        HttpReply style = reply(HttpStatus::Ok, request, std::string(indexStyle()));
        style.contentType = "text/css; charset=utf-8";
        return style;
    }
    if (request.path == "/upload" && read)
        return reply(HttpStatus::Ok, request,
                     viewFor(request).uploadForm(!m_access.uploadToken.empty()));
    if (request.path == "/upload" || request.path == "/torrents") {
        if (request.method == HttpMethod::Post)
            return upload(request);
        return only(request.path == "/upload" ? "GET, HEAD, POST" : "POST");
    }
    if (request.path.starts_with(TorrentPrefix))
        return torrentAddress(request);
    return tl::unexpected(
        Fault{HttpStatus::NotFound, {ErrorCode::NotFound, "", "there is no such page"}});
}

IndexSite::Answer IndexSite::list(const HttpRequest &request) const
{
    const auto query = readIndexQuery(request.query);
    if (!query)
        return tl::unexpected(Fault{HttpStatus::BadRequest, query.error()});
    return reply(HttpStatus::Ok, request, viewFor(request).list(m_library.find(*query), *query));
}

IndexSite::Answer IndexSite::torrentAddress(const HttpRequest &request)
{
    std::string_view id = std::string_view(request.path).substr(TorrentPrefix.size());
    const bool isDownload = id.ends_with(TorrentSuffix);
    const bool isRemoval = id.ends_with(RemoveSuffix);
    if (isDownload)
        id.remove_suffix(TorrentSuffix.size());
    if (isRemoval)
        id.remove_suffix(RemoveSuffix.size());
    const auto infoHash = base::InfoHash::fromHex(id);
    if (!infoHash)
        return tl::unexpected(
            Fault{HttpStatus::NotFound,
                  {ErrorCode::NotFound, "", "a torrent's address has 40 hexadecimal digits"}});
    const auto only = [](const char *methods) {
        return tl::unexpected(Fault{HttpStatus::MethodNotAllowed,
                                    {ErrorCode::Usage, methods, "nothing else is done here"}});
    };
    if (isRemoval)
        return request.method == HttpMethod::Post ? remove(request, *infoHash) : only("POST");
    if (isDownload)
        return isRead(request.method) ? download(*infoHash) : only("GET, HEAD");
    if (request.method == HttpMethod::Delete)
        return remove(request, *infoHash);
    return isRead(request.method) ? details(request, *infoHash) : only("GET, HEAD, DELETE");
}

IndexSite::Answer IndexSite::details(const HttpRequest &request,
                                     const base::InfoHash &infoHash) const
{
    const auto bytes = m_library.torrent(infoHash);
    if (!bytes)
        return tl::unexpected(Fault{statusOf(bytes.error()), bytes.error()});
    const auto metainfo = wire::Metainfo::parse(*bytes);
    if (!metainfo)
        return tl::unexpected(Fault{HttpStatus::NotFound, metainfo.error()});
    return reply(HttpStatus::Ok, request,
                 viewFor(request).torrent(*m_library.get(infoHash), *metainfo));
}

IndexSite::Answer IndexSite::download(const base::InfoHash &infoHash) const
{
    const auto bytes = m_library.torrent(infoHash);
    if (!bytes)
        return tl::unexpected(Fault{statusOf(bytes.error()), bytes.error()});
    std::string name;
    wire::appendPercentEncoded(name, m_library.get(infoHash)->entry.name);
    return HttpReply{HttpStatus::Ok,
                     std::string(TorrentType),
                     {{"Content-Disposition",
                       fmt::format("attachment; filename=\"{}.torrent\"; "
                                   "filename*=UTF-8''{}.torrent",
                                   infoHash.hex(), name)},
                      {"X-Content-Type-Options", "nosniff"}},
                     std::string(base::asText(*bytes))};
}

IndexSite::Answer IndexSite::upload(const HttpRequest &request)
{
    const std::string_view type = request.field("content-type");
    if (!isForm(request) && !type.starts_with(TorrentType))
        return tl::unexpected(
            Fault{HttpStatus::UnsupportedMediaType,
                  {ErrorCode::Unsupported, "Content-Type",
                   "it must be application/x-bittorrent or multipart/form-data"}});
    auto submission = readSubmission(request);
    if (!submission)
        return tl::unexpected(Fault{HttpStatus::BadRequest, submission.error()});
    if (!m_access.uploadToken.empty() && !isSameSecret(submission->token, m_access.uploadToken))
        return tl::unexpected(Fault{HttpStatus::Unauthorized,
                                    {ErrorCode::Usage, "token", "uploads want the right token"}});
    if (m_library.isFull())
        return tl::unexpected(Fault{HttpStatus::InsufficientStorage,
                                    {ErrorCode::Limit, "", "the index takes no more torrents"}});
    const std::string made = submission->owner.empty() ? newToken() : std::string();
    const auto stored = m_library.add(base::asBytes(submission->torrent),
                                      made.empty() ? submission->owner : made);
    if (!stored)
        return tl::unexpected(Fault{statusOf(stored.error()), stored.error()});
    HttpReply answer
        = reply(stored->isNew ? HttpStatus::Created : HttpStatus::Ok, request,
                viewFor(request).stored(*stored, stored->isNew ? made : std::string()));
    answer.fields.emplace_back("Location",
                               std::string(TorrentPrefix) + stored->entry.infoHash.hex());
    return answer;
}

IndexSite::Answer IndexSite::remove(const HttpRequest &request, const base::InfoHash &infoHash)
{
    const auto submission = readSubmission(request);
    if (!submission)
        return tl::unexpected(Fault{HttpStatus::BadRequest, submission.error()});
    if (const auto removed = m_library.remove(infoHash, submission->owner); !removed)
        return tl::unexpected(Fault{statusOf(removed.error()), removed.error()});
    return reply(HttpStatus::Ok, request, viewFor(request).removed(infoHash));
}

} // namespace net

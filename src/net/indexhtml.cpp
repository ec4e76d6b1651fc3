#include "net/indexhtml.h"

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/wire/querystring.h"

#include <algorithm>
#include <fmt/format.h>

namespace net {

namespace {

/// Of a torrent's files; the .torrent file has them all.
constexpr std::size_t MaxFilesShown = 1000;
constexpr std::size_t HashDigitsShown = 8;

std::string page(std::string_view title, std::string_view content)
{
    return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{0} - Torrarium index</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<a class="brand" href="/">Torrarium index</a>
<nav aria-label="Site"><a href="/">Torrents</a> <a href="/upload">Upload</a></nav>
</header>
<main>
{1}</main>
</body>
</html>
)",
                       escapeHtml(title), content);
}

std::string listAddress(const roles::IndexQuery &query, roles::IndexSort sort, std::uint32_t number)
{
    std::string address = fmt::format("/?sort={}", sortName(sort));
    if (!query.text.empty()) {
        address += "&q=";
        wire::appendPercentEncoded(address, query.text);
    }
    if (number > 1)
        address += fmt::format("&page={}", number);
    return escapeHtml(address);
}

/// A column's head, a link that sorts by it.
std::string sortHead(const roles::IndexQuery &query, roles::IndexSort sort, std::string_view title)
{
    const bool isNumber = sort != roles::IndexSort::Name;
    std::string_view order;
    if (sort == query.sort)
        order = isNumber ? R"( aria-sort="descending")" : R"( aria-sort="ascending")";
    return fmt::format(R"(<th scope="col"{}{}><a href="{}">{}</a></th>)",
                       isNumber ? R"( class="number")" : "", order, listAddress(query, sort, 1),
                       title);
}

std::string countText(const roles::IndexEntry &entry, std::uint32_t roles::IndexCounts::*count)
{
    return entry.counts ? std::to_string((*entry.counts).*count) : "-";
}

std::string dayOf(std::int64_t time)
{
    const std::string iso = isoTime(time);
    return fmt::format(R"(<time datetime="{}">{} {}</time>)", iso, iso.substr(0, 10),
                       iso.substr(11, 5));
}

std::string lineOf(const roles::IndexRow &row)
{
    const roles::IndexEntry &entry = row.entry;
    const std::string hash = entry.infoHash.hex();
    const std::string mark = row.isAmbiguous
        ? fmt::format(R"( <code title="Another torrent's name looks the same">{}</code>)",
                      hash.substr(0, HashDigitsShown))
        : "";
    return fmt::format(R"(<tr>
<th scope="row"><a href="/torrent/{0}">{1}</a>{2}</th>
<td class="number">{3}</td><td class="number">{4}</td>
<td class="number">{5}</td><td class="number">{6}</td><td class="number">{7}</td>
<td><a href="/torrent/{0}.torrent" aria-label="Download {1}.torrent">.torrent</a></td>
</tr>
)",
                       hash, escapeHtml(entry.name), mark, base::formatBytes(entry.size),
                       entry.fileCount, countText(entry, &roles::IndexCounts::seeds),
                       countText(entry, &roles::IndexCounts::peers), dayOf(entry.uploaded));
}

std::string searchForm(const roles::IndexQuery &query)
{
    return fmt::format(R"(<form role="search" action="/" method="get">
<label for="q">Search names</label>
<input type="search" id="q" name="q" value="{}" maxlength="{}">
<input type="hidden" name="sort" value="{}">
<button type="submit">Search</button>
</form>
)",
                       escapeHtml(query.text), roles::IndexQuery::maxTextBytes,
                       sortName(query.sort));
}

std::string pager(const roles::IndexPage &list, const roles::IndexQuery &query)
{
    if (list.pages < 2)
        return {};
    std::string links;
    if (list.page > 1)
        links += fmt::format(R"(<a rel="prev" href="{}">Previous</a> )",
                             listAddress(query, query.sort, list.page - 1));
    links += fmt::format("<span>Page {} of {}</span>", list.page, list.pages);
    if (list.page < list.pages)
        links += fmt::format(R"( <a rel="next" href="{}">Next</a>)",
                             listAddress(query, query.sort, list.page + 1));
    return fmt::format(R"(<nav class="pager" aria-label="Pages">{}</nav>)", links) + "\n";
}

std::string fact(std::string_view name, std::string_view html)
{
    return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, html);
}

std::string factsOf(const roles::IndexEntry &entry)
{
    std::string trackers;
    for (const std::string &url : entry.trackers)
        trackers += fmt::format("<li><code>{}</code></li>", escapeHtml(url));
    return "<dl>\n"
        + fact("Size", fmt::format("{} ({} bytes)", base::formatBytes(entry.size), entry.size))
        + fact("Pieces",
               fmt::format("{} of {}", entry.pieceCount, base::formatBytes(entry.pieceLength)))
        + fact("Seeds", countText(entry, &roles::IndexCounts::seeds))
        + fact("Peers", countText(entry, &roles::IndexCounts::peers))
        + fact("Uploaded", dayOf(entry.uploaded))
        + fact("Info-hash", "<code>" + entry.infoHash.hex() + "</code>")
        + fact("Trackers", trackers.empty() ? "none" : "<ul>" + trackers + "</ul>")
        + fact("Tracker.Size.Name", "<code>" + escapeHtml(thesisName(entry)) + "</code>")
        + "</dl>\n";
}

std::string filesOf(const wire::Metainfo &metainfo)
{
    std::string rows;
    std::size_t shown = 0;
    std::size_t left = 0;
    for (const wire::FileEntry &file : metainfo.files) {
        if (file.padding)
            continue;
        if (shown == MaxFilesShown) {
            ++left;
            continue;
        }
        ++shown;
        rows += fmt::format(R"(<tr><th scope="row">{}</th><td class="number">{}</td></tr>)",
                            escapeHtml(file.path), base::formatBytes(file.length))
            + "\n";
    }
    const std::string more
        = left > 0 ? fmt::format("<p>{} more files are in the .torrent file.</p>\n", left) : "";
    return R"(<div class="scroll"><table><caption>Files</caption>
<thead><tr><th scope="col">Path</th><th scope="col" class="number">Size</th></tr></thead>
<tbody>
)" + rows
        + "</tbody></table></div>\n" + more;
}

std::string removeForm(const roles::IndexEntry &entry)
{
    if (entry.owner.empty())
        return {};
    return fmt::format(R"(<details><summary>Remove this torrent</summary>
<form action="/torrent/{}/remove" method="post" enctype="multipart/form-data">
<label for="owner">Owner's token, given at the upload</label>
<input type="password" id="owner" name="owner" required autocomplete="off">
<button type="submit">Remove</button>
</form>
</details>
)",
                       entry.infoHash.hex());
}

} // namespace

std::string IndexHtml::list(const roles::IndexPage &list, const roles::IndexQuery &query) const
{
    using roles::IndexSort;
    std::string rows;
    for (const roles::IndexRow &row : list.rows)
        rows += lineOf(row);
    std::string content = "<h1>Torrents</h1>\n" + searchForm(query);
    content += fmt::format(R"(<p role="status">{} torrent{}{}</p>)", list.total,
                           list.total == 1 ? "" : "s",
                           query.text.empty()
                               ? ""
                               : " for \xe2\x80\x9c" + escapeHtml(query.text) + "\xe2\x80\x9d")
        + "\n";
    if (rows.empty()) {
        content += query.text.empty()
            ? R"(<p class="hint">Nothing is here yet. <a href="/upload">Upload</a> the first .torrent file.</p>)"
            : R"(<p class="hint">No name has all these words. <a href="/">Show everything</a>.</p>)";
        return page("Torrents", content + "\n");
    }
    content += R"(<div class="scroll"><table><caption class="hidden">Torrents</caption>
<thead><tr>)"
        + sortHead(query, IndexSort::Name, "Name") + sortHead(query, IndexSort::Size, "Size")
        + sortHead(query, IndexSort::Files, "Files") + sortHead(query, IndexSort::Seeds, "Seeds")
        + sortHead(query, IndexSort::Peers, "Peers") + sortHead(query, IndexSort::Date, "Uploaded")
        + R"(<th scope="col">Download</th></tr></thead>
<tbody>
)" + rows
        + "</tbody></table></div>\n" + pager(list, query);
    return page("Torrents", content);
}

std::string IndexHtml::torrent(const roles::IndexRow &row, const wire::Metainfo &metainfo) const
{
    const roles::IndexEntry &entry = row.entry;
    const std::string comment
        = metainfo.comment.empty() ? "" : "<p>" + escapeHtml(metainfo.comment) + "</p>\n";
    const std::string warning = row.isAmbiguous
        ? "<p class=\"hint\">Another torrent's name looks the same: compare the info-hash.</p>\n"
        : "";
    return page(
        entry.name,
        "<h1>" + escapeHtml(entry.name) + "</h1>\n" + warning + comment
            + fmt::format(R"(<p><a class="button" href="/torrent/{}.torrent">Download .torrent</a>
<a href="{}">Magnet link</a></p>
)",
                          entry.infoHash.hex(), escapeHtml(magnetLink(entry)))
            + factsOf(entry) + filesOf(metainfo) + removeForm(entry));
}

std::string IndexHtml::uploadForm(bool needsToken) const
{
    const std::string token = needsToken ? R"(<label for="token">Upload token</label>
<input type="password" id="token" name="token" required autocomplete="off">
)"
                                         : "";
    return page("Upload",
                R"(<h1>Upload a .torrent file</h1>
<form class="stacked" action="/upload" method="post" enctype="multipart/form-data">
<label for="torrent">.torrent file, at most 10 MB</label>
<input type="file" id="torrent" name="torrent" accept=".torrent,application/x-bittorrent" required>
)" + token + R"(<label for="owner">Owner's token (with it the torrent can be removed; empty: one is made)</label>
<input type="text" id="owner" name="owner" autocomplete="off" maxlength="200">
<button type="submit">Upload</button>
</form>
)");
}

std::string IndexHtml::stored(const StoredTorrent &stored, const std::string &ownerToken) const
{
    const roles::IndexEntry &entry = stored.entry;
    std::string content = stored.isNew ? "<h1>Stored</h1>\n" : "<h1>It is there already</h1>\n";
    content
        += fmt::format(R"(<p role="status"><a href="/torrent/{0}">{1}</a> {2}.</p>
<p><code>{0}</code></p>
)",
                       entry.infoHash.hex(), escapeHtml(entry.name),
                       stored.isNew ? "is in the index now" : "was in the index; nothing changed");
    if (!ownerToken.empty())
        content += "<p class=\"hint\">Owner's token, shown only here: <code>"
            + escapeHtml(ownerToken) + "</code></p>\n";
    return page(stored.isNew ? "Stored" : "There already", content);
}

std::string IndexHtml::removed(const base::InfoHash &infoHash) const
{
    return page("Removed",
                fmt::format("<h1>Removed</h1>\n<p role=\"status\"><code>{}</code> is no longer in "
                            "the index.</p>\n",
                            infoHash.hex()));
}

std::string IndexHtml::fault(HttpStatus status, const base::Error &error) const
{
    const std::string where
        = error.where.empty() ? "" : "<code>" + escapeHtml(error.where) + "</code>: ";
    return page(reasonPhrase(status),
                fmt::format("<h1>{} {}</h1>\n<p role=\"alert\">{}{}.</p>\n",
                            static_cast<int>(status), reasonPhrase(status), where,
                            escapeHtml(error.detail)));
}

std::string_view indexStyle()
{
    return R"(:root {
  color-scheme: light dark;
  --back: #ffffff; --raised: #f2f5f7; --text: #1b2328; --soft: #51606a;
  --line: #cdd6dc; --link: #0b5c8a; --accent: #0b6b58; --on-accent: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14191d; --raised: #1e262c; --text: #e6ecf0; --soft: #a9b7c1;
    --line: #37444d; --link: #7cc4f0; --accent: #58c9ae; --on-accent: #0c1a17;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: baseline;
  padding: .75rem 1.5rem; background: var(--raised); border-bottom: 1px solid var(--line); }
header nav { display: flex; gap: 1rem; }
.brand { font-weight: 700; font-size: 1.15rem; color: var(--text); text-decoration: none; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; margin: .5rem 0 1rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 0 0 1rem; }
form.stacked { flex-direction: column; align-items: stretch; max-width: 36rem; }
form.stacked button { align-self: flex-start; }
input { font: inherit; padding: .4rem .6rem; color: var(--text); background: var(--back);
  border: 1px solid var(--soft); border-radius: .35rem; min-width: 0; }
input[type=search] { flex: 1 1 14rem; }
button, .button { font: inherit; padding: .4rem 1rem; border: 0; border-radius: .35rem;
  background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer;
  display: inline-block; margin-right: .75rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; font-weight: 600; padding: 1rem 0 .25rem; }
th, td { text-align: left; padding: .45rem .75rem; border-bottom: 1px solid var(--line);
  white-space: nowrap; }
tbody th { font-weight: 400; white-space: normal; overflow-wrap: anywhere; min-width: 12rem; }
thead th { color: var(--soft); font-size: .9rem; }
thead a { color: inherit; }
th[aria-sort] a { color: var(--text); font-weight: 700; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody tr:hover { background: var(--raised); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul { margin: 0; padding: 0; list-style: none; }
code { font-family: "DejaVu Sans Mono", monospace; font-size: .9em; }
.hint { padding: .75rem 1rem; background: var(--raised); border-left: 4px solid var(--accent); }
.pager { margin-top: 1rem; display: flex; gap: 1rem; }
[role=status] { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
details { margin-top: 1.5rem; }
details form { margin-top: .75rem; }
)";
}

std::string escapeHtml(std::string_view text)
{
    std::string escaped;
    for (const char c : base::cleanText(text, text.size())) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped.push_back(c);
        }
    }
    return escaped;
}

} // namespace net

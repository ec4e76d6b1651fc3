#include "app/cli/simtape.h"

#include "core/wire/clientname.h"
#include "net/safeopen.h"

namespace app {

base::Expected<void> SimTape::begin(const std::filesystem::path &path, sim::SimWorld &world,
                                    const std::string &setup)
{
    m_path = path;
    m_file.open(path, std::ios::binary | std::ios::trunc);
    if (!m_file)
        return tl::unexpected(net::systemError(path.string()));
    const lab::RecordingHeader header{.world = "virtual",
                                      .program = wire::ownClientName(),
                                      .setup = setup,
                                      .seed = world.setup().seed,
                                      .totalLength = world.setup().totalLength,
                                      .pieceLength = world.setup().pieceLength};
    m_writer = std::make_unique<lab::RecordingWriter>(header, [this](base::ByteView bytes) {
        m_file.write(reinterpret_cast<const char *>(bytes.data()),
                     static_cast<std::streamsize>(bytes.size()));
    });
    m_recorder = std::make_unique<lab::SimRecorder>(world, *m_writer);
    world.setListener(m_recorder.get());
    return {};
}

base::Expected<void> SimTape::end()
{
    if (!m_writer)
        return {};
    m_writer->flush();
    m_file.flush();
    if (!m_file)
        return tl::unexpected(net::systemError(m_path.string()));
    return {};
}

} // namespace app

#include "app/cli/simtape.h"

#include "core/wire/clientname.h"

namespace app {

base::Expected<void> SimTape::begin(const std::filesystem::path &path, sim::World &world,
                                    const std::string &setup)
{
    const lab::RecordingHeader header{.world = "virtual",
                                      .program = wire::ownClientName(),
                                      .setup = setup,
                                      .seed = world.setup().seed,
                                      .totalLength = world.setup().totalLength,
                                      .pieceLength = world.setup().pieceLength};
    auto stream = net::RecordingStream::create(path, header);
    if (!stream)
        return tl::unexpected(stream.error());
    m_stream = std::move(*stream);
    m_recorder = std::make_unique<lab::SimRecorder>(world, m_stream->writer());
    world.setListener(m_recorder.get());
    return {};
}

base::Expected<void> SimTape::end()
{
    return m_stream ? m_stream->finish() : base::Expected<void>{};
}

} // namespace app

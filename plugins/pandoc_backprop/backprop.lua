-- Figures of backpropagation in Pandoc, and in Quarto, which runs Pandoc's filters: needs Pandoc 3.2 or newer, and the
-- program pandoc-backprop of the distribution mkdocs-backprop on the path.
--
--     pandoc --lua-filter "$(pandoc-backprop --filter)" --standalone --output site/page.html page.md
--
-- Only a filter in Lua learns where the page will be, and can warn so that --fail-if-warnings fails.

local TOLD = "backprop-told"

function Pandoc(doc)
  local has_code = false
  doc:walk({ CodeBlock = function() has_code = true end })
  if not has_code then
    return nil
  end
  local asked = { FORMAT, PANDOC_STATE.output_file or "", PANDOC_STATE.input_files[1] or "" }
  local made = pandoc.read(pandoc.pipe("pandoc-backprop", asked, pandoc.write(doc, "json")), "json")
  for _, message in ipairs(made.meta[TOLD] or {}) do
    pandoc.log.warn(pandoc.utils.stringify(message))
  end
  made.meta[TOLD] = nil
  return made
end

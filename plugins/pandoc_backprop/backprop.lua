-- Figures of backpropagation in Pandoc, and in Quarto, which runs Pandoc's filters: needs Pandoc 3.2 or newer, and the
-- program pandoc-backprop of the distribution mkdocs-backprop on the path.
--
--     pandoc --lua-filter "$(pandoc-backprop --filter)" --standalone --output site/page.html page.md
--
-- Only a filter in Lua learns where the page will be, and can warn so that --fail-if-warnings fails.

local TOLD, FILES = "backprop-told", "backprop-files"

-- Quarto hands Pandoc a copy of the page, from a folder for such things, and says itself what the page is.
local function input(quarto_doc)
  local path = quarto_doc.input_file or PANDOC_STATE.input_files[1] or ""
  local here = pandoc.system.get_working_directory()
  return pandoc.path.is_absolute(path) and pandoc.path.make_relative(path, here) or path
end

function Pandoc(doc)
  local quarto_doc = quarto and quarto.doc or {}
  local has_code = false
  doc:walk({ CodeBlock = function() has_code = true end })
  if not has_code then
    return nil
  end
  local asked = { FORMAT, PANDOC_STATE.output_file or "", input(quarto_doc) }
  local made = pandoc.read(pandoc.pipe("pandoc-backprop", asked, pandoc.write(doc, "json")), "json")
  for _, message in ipairs(made.meta[TOLD] or {}) do
    pandoc.log.warn(pandoc.utils.stringify(message))
  end
  -- Quarto moves the page away from where Pandoc writes it, and with it what it was told of.
  for _, file in ipairs(quarto_doc.add_resource and made.meta[FILES] or {}) do
    quarto_doc.add_resource(pandoc.utils.stringify(file))
  end
  made.meta[TOLD] = nil
  made.meta[FILES] = nil
  return made
end

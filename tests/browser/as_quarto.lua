-- Runs the filter of PANDOC_BACKPROP as Quarto runs those of an author, as far as its own filters are read: in an
-- environment of its own, whose only functions are the filter's, with a table `quarto`, on a copy of the page that
-- lies elsewhere, and with nodes of its own, each a Div with a number, whose content Quarto keeps in Lua.

local resources = {}
local quarto = {
  doc = {
    input_file = pandoc.path.join({ pandoc.system.get_working_directory(), "page.qmd" }),
    add_resource = function(path) table.insert(resources, path) end,
  },
}
local known = setmetatable({ quarto = quarto }, { __index = _G })
local own = setmetatable({}, { __index = known })
assert(loadfile(os.getenv("PANDOC_BACKPROP"), "bt", own))()

function Pandoc(doc)
  local handlers = {}
  for name, handler in pairs(own) do
    handlers[name] = handler
  end
  doc.blocks:insert(pandoc.Div({}, pandoc.Attr("", {}, { __quarto_custom = "true", __quarto_custom_id = "7" })))
  for name in pairs(handlers) do
    assert(name == "Pandoc", name .. " would be taken for a function of the filter")
  end
  doc = handlers.Pandoc(doc) or doc
  assert(io.open("resources.txt", "w")):write(table.concat(resources, "\n")):close()
  return doc
end

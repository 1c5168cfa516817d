"""English: the buttons, messages and tools of a page with figures. What the engine says stands in its own languages."""

from __future__ import annotations

CONTROLS: dict[str, str] = {
    "group": "Steps of the figure",
    "back": "Back",
    "forward": "Forward step",
    "backward": "Backward step",
    "play": "Play",
    "reset": "Reset",
    "scrubber": "Step",
    "scrubbed": "Step {step} of {steps}",
    "numbers": "Change any number",
    "defaults": "Original numbers",
    "cancel": "Cancel",
    "retry": "Try again",
    "progress": "Download of the live engine",
    "table": "All values, with more digits",
    "plot_table": "The numbers of this plot",
    "student": "Name: {name}",
    "key_of": "Key, with the whole way",
    "keys": "Keys of the exercises",
    "keys_back": "Back to the exercises",
    "keys_about": "The right answers, each with the whole way to it.",
    "key": "Key",
    "key_sheet": "Sheet",
    "key_order": (
        "The answer below is one order that works; any other does, too, in which each comes after all that it needs."
    ),
    "key_name": "Name",
    "key_code": "Code",
    "untrusted": "{title}: run this cell, or trust the notebook, to see the figure.",
}

CLIENT: dict[str, str] = {
    "play": "Play",
    "pause": "Pause",
    "step_of": CONTROLS["scrubbed"],
    "at_start": "This is the first step. Press Forward step to go on.",
    "at_end": "This is the last step. Press Back to look again, or Reset to start over.",
    "forward_finished": "The forward pass is finished. Press Backward step to go on.",
    "forward_unfinished": "The forward pass is not finished yet. Press Forward step first.",
}

LIVE: dict[str, str] = {
    "field_empty": "This field is empty, so the figure keeps {kept}. Type a number such as 0.5.",
    "field_not_a_number": ("This is not a number, so the figure keeps {kept}. Type a number such as 0.5 or −1.2e−3."),
    "field_infinite": (
        "This number is infinite, so the figure keeps {kept}. Type a number from −1 000 000 to 1 000 000."
    ),
    "field_too_large": (
        "This number is too large, so the figure keeps {kept}. Type a number from −1 000 000 to 1 000 000."
    ),
    "live_loading": "Loading Python, which computes in this page.",
    "live_progress": "{done} of {total} MB",
    "live_starting": "Starting it, this takes a few seconds.",
    "live_ready": "Live: Python in this page computes every step anew.",
    "live_reset": "Your numbers stay. “Original numbers”, below the figure, brings the first ones back.",
    "live_kept": "The figure still shows its earlier numbers, and stepping goes on.",
    "live_cancelled": "Loading was cancelled. {kept} Press Try again to compute with your number.",
    "live_failed_download": ("{file} could not be downloaded. {kept} Check the connection, then press Try again."),
    "live_failed_integrity": (
        "{file} arrived incomplete or altered, so it was not run. {kept} Press Try again; if "
        "that does not help, tell whoever runs this site."
    ),
    "live_failed_wasm": (
        "This browser did not let WebAssembly run, which Python in a page needs. {kept} Allow "
        "WebAssembly for this site or use another browser, then press Try again."
    ),
    "live_failed_worker": (
        "The script that runs Python could not be started. {kept} Check the connection and "
        "the browser's settings, then press Try again."
    ),
    "live_failed_engine": ("Python stopped with an error. {kept} Press Try again, perhaps with another number."),
    "live_failed_parity": (
        "Python in this browser computes the printed figure differently, so none of its numbers are shown. {kept} "
        "Reload the page; if that does not help, tell whoever runs this site."
    ),
    "live_failed_slow": (
        "Python needed more than two seconds for this, so it was stopped. {kept} Press Try again, perhaps with "
        "another number."
    ),
    "live_failed_insecure": (
        "This page came over an unprotected connection, where the browser cannot check what "
        "it runs. {kept} Open the page with https, then change the number again."
    ),
    "live_failed_frame": (
        "This page stands in a frame that is cut off from its site, where the browser does not let Python be loaded. "
        "{kept} Open the page by itself to change its numbers."
    ),
    "live_failed_file": (
        "This page was opened from a disk, where the browser does not let Python start. "
        "{kept} Open the page from a web server to change its numbers."
    ),
}

WORKBENCH: dict[str, str] = {
    "sandbox": "A figure of your own",
    "sandbox_text": "The figure as text",
    "sandbox_begin": "Begin with",
    "sandbox_choose": "a figure of this site …",
    "sandbox_undo": "Undo",
    "sandbox_redo": "Redo",
    "sandbox_link": "Copy link",
    "sandbox_fence": "Copy as fence",
    "sandbox_file": "Save as HTML file",
}

SANDBOX: dict[str, str] = {
    "sandbox_program": "Copy as program",
    "sandbox_copy": "What could not be copied",
    "sandbox_copied": "Copied.",
    "sandbox_run": "Run",
    "sandbox_ready": "The figure shows this text.",
    "sandbox_one": "One place needs another look. Until then the figure stays as it was.",
    "sandbox_several": "{count} places need another look. Until then the figure stays as it was.",
    "sandbox_line": "Line {line}: {message}",
    "sandbox_instead": "Write {instead}",
    "sandbox_waits": (
        "This program has not run, since an address was opened here that brought a text of somebody's: read it, and "
        "press Run if you want to see its figure. It runs in this page alone, and may only compute."
    ),
    "sandbox_newer": (
        "This address was written by a newer version of this page, number {version}. Reload the page; if that does not "
        "help, ask whoever sent it for the text of the figure."
    ),
    "sandbox_damaged": "A part of this address is missing or altered, so it holds no figure. Ask for the link again.",
    "sandbox_kept": "The figure stays as it was.",
    "sandbox_failed": "{file} could not be made. Check the connection and try again.",
}

PRACTICE: dict[str, str] = {
    "practice_value": "A number, or a formula of numbers",
    "practice_factor": "A number, or a formula of numbers",
    "practice_formula": "A formula with names, such as {example}",
    "practice_matrix": "Row by row, such as 1 2; 3 4",
    "practice_shape": "Rows and columns, such as 2×3",
    "practice_count": "A whole number",
    "practice_order": "Bring them into an order",
    "practice_up": "Earlier: {letter}",
    "practice_down": "Later: {letter}",
    "practice_moved": "{letter} is now number {number}.",
    "practice_check": "Check",
    "practice_hint": "Hint",
    "practice_hint_number": "Hint {number} of {count}",
    "practice_hints_end": "No more hints",
    "practice_way": "Show me",
    "practice_shown": "Here it is, with the whole way.",
    "practice_choose": "Choose one of them first.",
    "practice_loading": "Loading Python, to judge answers in this page.",
    "practice_new": "New numbers",
    "practice_anew": "Start anew",
    "practice_sure": "Throw all answers away?",
    "practice_drawn": "Other numbers were drawn: paper {number}.",
    "practice_score": "{points} of {count} points",
    "practice_rule": (
        "A hint costs a quarter of a point, and what is shown gives none. Wrong answers cost nothing: try again."
    ),
    "practice_done": "All questions are done: {points} of {count} points.",
    "practice_code": "Result code, to submit",
    "practice_copy": "Copy the code",
    "practice_copied": "The code is copied.",
    "practice_print": "Print a receipt",
    "practice_time": "Time, in minutes and seconds: {time}",
    "practice_select": "The browser did not allow copying. The code is selected: copy it from there.",
    "practice_kept": "The page stays as it is.",
    "round_title": "Ten in a row",
    "round_told": (
        "Ten papers, from easy to hard. At the end you see which slips came how often. The results stay in this "
        "browser; a file has them for you."
    ),
    "round_page": "Exercises of this page",
    "round_site": "Exercises of all pages",
    "round_save": "Save my rounds",
}

BLANKS: dict[str, str] = {
    "blank_answer": "Your answer: a number, or a formula of numbers",
    "blank_check": "Check",
    "blank_hint": "Hint",
    "blank_hint_number": "Hint {number} of {count}",
}

GRID: dict[str, str] = {
    "grid_told": "A number in each field, or a formula of numbers",
    "grid_cell": "Row {row}, column {column}",
    "grid_empty": "Row {row}, column {column} is empty.",
    "grid_size": "Rows: {rows}, columns: {columns}.",
    "grid_most": "Rows: {rows}, columns: {columns}. There are never more than {count}.",
    "grid_rows": "Rows",
    "grid_columns": "Columns",
}

XAPI: dict[str, str] = {
    "xapi_account": "Your number, or name, in the course at {host}",
    "xapi_send": "Send the result to {host}",
    "xapi_sending": "Sending to {host} …",
    "xapi_sent": "{host} has the result.",
    "xapi_failed": "{host} did not take the result ({why}). Try again, or submit the code: it says the same.",
    "xapi_silent": "no answer",
}

ROUND: dict[str, str] = {
    "round_head": "{number} of {count}: {title}",
    "round_next": "Next",
    "round_end": "To the result",
    "round_done": "The round is done: {points} of {count} points.",
    "round_slips": "These slips came:",
    "round_slip": "{times}×:",
    "round_none": "No slip that has a name came.",
}

COURSES: dict[str, str] = {
    "course_paper": "The numbers are those of paper {number}.",
    "course_value": "Give a number, to three digits at least.",
    "course_factor": "Give a number, to three digits at least.",
    "course_count": "Give a whole number.",
    "course_matrix": "Give a number in each field, to three digits at least.",
    "course_shape": "Give the rows first, then the columns.",
    "course_order": "Give the letters in an order that works, such as b a c.",
    "course_formula": "Give a formula with names, such as {example}.",
}

TOOLS: dict[str, str] = {
    "tools": "Tools of this figure",
    "try_again": "Try again",
    "key": "Answers",
    "field_is": "{field}: {value}",
    "hands": "Numbers in the drawing (Enter changes one, arrow keys lead to the next)",
    "roam_zoom": "Drawing at {percent} %.",
    "roam_moved": "The drawing moved.",
    "roam_whole": "The whole drawing is in sight. Press + to enlarge it.",
    "roam_follow": "The drawing follows the steps again.",
    "pace": "Speed of Play",
    "tool_numbers": "New numbers",
    "numbers_new": "The figure has new numbers, drawn by chance; “Original numbers” brings the first ones back.",
    "numbers_none": (
        "The figure keeps its numbers: in every draw a gradient was zero, undefined or saturated, "
        "or a number too large."
    ),
    "tool_bug": "Overwrite instead of adding",
    "bug_on": (
        "A bug on purpose: where gradients meet, the last one to arrive now replaces the others. Step to where they "
        "meet, and compare. Switch it off, and they add up again."
    ),
    "bug_off": "Gradients that meet add up again.",
    "tool_boxes": "Open and close boxes",
    "boxes_told": "A closed box takes all that is in it in a single step. The numbers stay the same.",
    "boxes_closed": "Closed",
    "boxes_close": "Close all",
    "boxes_open": "Open all",
    "boxes_lid": "Box {box}",
    "lids": "Boxes of this drawing",
    "tool_predict": "Predict each step",
    "predict_question": "Step {step} of {steps}: {title}?",
    "predict_answer": "Your answer: a number, or a formula of numbers",
    "predict_check": "Check",
    "predict_show": "Show me",
    "predict_next": "Next step",
    "predict_shown": "Here it is.",
    "tool_train": "Train",
    "train_told": (
        "Each update runs the whole forward and the whole backward pass, of every sample where there are several, and "
        "only then moves every parameter by the rule that is chosen here."
    ),
    "train_rule": "Rule",
    "train_gradient-descent": "Gradient descent",
    "train_momentum": "Momentum",
    "train_rmsprop": "RMSProp",
    "train_adam": "Adam",
    "train_next": "The next update of",
    "train_formulas": "The next update, as formulas",
    "train_table": "The parameters at this update",
    "train_rate": "Learning rate",
    "train_rate_wrong": "The learning rate must be a number above 0, such as 0.1.",
    "train_one": "One step",
    "train_run": "Run",
    "train_stop": "Stop",
    "train_start": "Back to start",
    "train_updates": "Update",
    "train_at": "Update {update} of {last}: loss {loss}",
    "train_running": "Training.",
    "train_stopped": "Stopped. Update {update} of {last}: loss {loss}.",
    "train_anew": "You changed a number, so training starts anew from the numbers above.",
    "train_still": "No parameter moves any more, so training stopped.",
    "train_enough": "That is as many updates as the page keeps.",
    "train_name": "Parameter",
    "train_weight": "Value",
    "train_gradient": "Gradient",
    "train_numbers": "The numbers of this curve",
    "sample_choose": "Step through sample {number}",
    "tool_sizes": "Sizes of gradients",
    "sizes_legend": "Size of a gradient:",
    "sizes_positive": "positive",
    "sizes_negative": "negative",
    "tool_present": "Present",
    "present_leave": "Leave (Esc)",
    "tool_check": "Check gradient",
    "predict_end": "Every step is shown. Press Reset above to start over.",
    "tool_share": "Copy link to this step",
    "share_label": "Address of this step, with its numbers",
    "share_copy": "Copy again",
    "share_frame": "Frame with this figure, for a page elsewhere",
    "share_frame_copied": "The frame is copied. Paste it into the HTML of another page.",
    "share_copied": "The link is copied. It opens this step with the numbers that it has now.",
    "share_select": (
        "The browser did not allow copying. The address is selected: press Ctrl and C, or Command and C on a Mac."
    ),
    "share_wrong": (
        "The part “{part}” of this page's address cannot be used, so every figure shows its original numbers. "
        "Correct that part, or ask for the link again."
    ),
    "share_no_step": "The address asks for a step that this figure does not have, so it shows its first step.",
    "share_no_engine": (
        "The address holds changed numbers, but nothing here can compute with them, so the figure shows its "
        "original numbers."
    ),
    "tool_takeaway": "Take away",
    "take_formula": "Formula of this step",
    "take_drawing": "Drawing of this step",
    "take_numbers": "All numbers",
    "take_program": "The figure as a program",
    "take_tex": "TeX",
    "take_svg": "SVG",
    "take_png": "PNG",
    "take_csv": "CSV",
    "take_numpy": "NumPy",
    "take_jax": "JAX",
    "take_pytorch": "PyTorch",
    "take_save": "Save as {file}",
    "take_saved": "Saved as {file}.",
    "take_failed": "This browser could not make {file}. Try SVG, or another browser.",
    "take_copied": "Copied. The text also stands below.",
    "take_select": (
        "The browser did not allow copying. The text is selected: press Ctrl and C, or Command and C on a Mac."
    ),
    "tool_edit": "Edit this figure",
    "link_said": "In the drawing: {said}.",
    "link_v": "{name} is {value}",
    "link_g": "the derivative at {name} is {value}",
    "link_n": "{name}",
    "link_edge": "the edge from {source} to {consumer}",
}

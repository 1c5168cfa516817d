/**
 * On the page of one figure alone, which stands in a frame of another page: tells that page how high the figure is, and
 * tells it again when that changes. What is sent is {backprop: {figure, height}}, to whoever shows the frame.
 */
const [figure] = document.body.getElementsByTagName("figure");

function tell() {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  parent.postMessage({ backprop: { figure: figure.id, height } }, "*");
}

new ResizeObserver(tell).observe(document.documentElement);

// The theme's search cuts a run of Chinese into words of the index, but never looks at the run's last character: of
// 最低年龄 it sought 最低 and 年. Each run that is sought gets one character more, which no page has.
{
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...others) {
    const asked = typeof message?.data === "string";
    const longer = () => ({ ...message, data: message.data.replace(/\p{sc=Han}+/gu, "$&々") });
    return post.call(this, asked ? longer() : message, ...others);
  };
}

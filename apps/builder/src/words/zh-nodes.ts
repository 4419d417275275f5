/** Words about nodes that are not the same everywhere. Part of the one catalogue (zh.ts). */
export const zhNodes = {
  'nodes.pageDiffers':
    '这个网页里的节点「{names}」与服务器上的不同，所以不能发布。请刷新页面；仍然如此时，请工程师重新启动系统。',
  'nodes.reason': '原因代码：{code}',
  'nodes.versionDiffers':
    '第 {number} 版的节点「{name}」在发布后被换过或移除了。这一版还有 {count} 人，走到这里会等待；请工程师装回原来的节点，或加上版本号和升级方法。',
};
